/**
 * One of a few, as big targets: `<ChoiceCards id legend options={[{value, label, hint}]} value onChange />`.
 * "" means nothing chosen yet; `clearable` offers to take the choice back.
 */

import { t } from "../i18n.ts";
import { Button } from "./Button.tsx";
import { FieldHelp, type FieldProps, fieldAria, Optional } from "./Field.tsx";

export interface Choice<T extends string> {
  value: T;
  label: string;
  hint?: string | undefined;
}

interface Props<T extends string> extends Omit<FieldProps, "label"> {
  legend: string;
  options: Choice<T>[];
  value: T | "";
  onChange: (value: T | "") => void;
  two?: boolean | undefined;
  clearable?: boolean | undefined;
}

export function ChoiceCards<T extends string>(props: Props<T>) {
  const { id, legend, options, value, onChange, two = false } = props;
  const aria = fieldAria({ ...props, label: legend });
  return (
    <fieldset
      class={props.error ? "field field-wrong" : "field"}
      aria-describedby={aria["aria-describedby"]}
    >
      <legend class="field-label">
        {legend} {props.optional && <Optional />}
      </legend>
      <FieldHelp {...props} label={legend} />
      <div class={two ? "choices choices-two" : "choices"}>
        {options.map((option, index) => (
          <label class="choice" key={option.value}>
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${option.value}`}
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span class="choice-text">
              <span>{option.label}</span>
              {option.hint && <span class="choice-hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {props.clearable && value !== "" && (
        <div>
          <Button kind="quiet" onClick={() => onChange("")}>
            {t("Keuze wissen")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
