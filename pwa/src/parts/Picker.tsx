/**
 * One or more out of many: `<Picker id legend options={[{value, label, hint}]} values onChange
 * multiple />`. A short list stands there as it is; a long one is searched. What was chosen stays
 * in sight, whatever is typed.
 */

import { useState } from "preact/hooks";
import { t, tn } from "../i18n.ts";
import type { Choice } from "./ChoiceCards.tsx";
import { FieldHelp, type FieldProps, fieldAria, Optional } from "./Field.tsx";

interface Props extends Omit<FieldProps, "label"> {
  legend: string;
  options: Choice<string>[];
  values: string[];
  onChange: (values: string[]) => void;
  multiple?: boolean | undefined;
}

const SHOWN = 6;

export function Picker(props: Props) {
  const { id, legend, options, values, onChange, multiple = false } = props;
  const [search, setSearch] = useState("");
  const long = options.length > SHOWN;
  const chosen = options.filter(({ value }) => values.includes(value));
  const found = options.filter((option) => !values.includes(option.value) && fits(option, search));
  const shown = long ? [...chosen, ...found.slice(0, SHOWN)] : options;
  const hidden = long ? found.length - SHOWN : 0;
  const aria = fieldAria({ ...props, label: legend });
  const choose = (value: string, on: boolean) => {
    setSearch("");
    if (!multiple) onChange([value]);
    else onChange(on ? [...values, value] : values.filter((other) => other !== value));
  };
  return (
    <fieldset
      class={props.error ? "field field-wrong" : "field"}
      aria-describedby={aria["aria-describedby"]}
    >
      <legend class="field-label">
        {legend} {props.optional && <Optional />}
      </legend>
      <FieldHelp {...props} label={legend} />
      {long && (
        <input
          class="input input-medium"
          id={id}
          type="search"
          autocomplete="off"
          aria-label={t("Zoeken bij {what}", { what: legend })}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <div class="choices">
        {shown.map(({ value, label, hint }, index) => (
          <label class="choice" key={value}>
            <input
              type={multiple ? "checkbox" : "radio"}
              id={index === 0 && !long ? id : `${id}-${value}`}
              name={id}
              checked={values.includes(value)}
              onChange={(event) => choose(value, event.currentTarget.checked)}
            />
            <span class="choice-text">
              <span>{label}</span>
              {hint && <span class="choice-hint">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <p class="field-hint" aria-live="polite">
        {hidden > 0 && tn("Nog {n} ander. Zoek op naam.", "Nog {n} andere. Zoek op naam.", hidden)}
        {long && found.length === 0 && t("Niemand of niets met deze letters.")}
      </p>
    </fieldset>
  );
}

function fits({ label, hint = "" }: Choice<string>, search: string): boolean {
  const text = `${label} ${hint}`.toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((part) => text.includes(part));
}
