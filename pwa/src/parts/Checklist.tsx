/**
 * Several of a list: `<Checklist id legend groups={[{title, options}]} values onChange max={4} />`.
 * Leave `title` out for one plain list. At `max` the others wait, and a line says so.
 */

import { t } from "../i18n.ts";
import type { Choice } from "./ChoiceCards.tsx";
import { FieldHelp, type FieldProps, fieldAria, Optional } from "./Field.tsx";

interface Props extends Omit<FieldProps, "label"> {
  legend: string;
  groups: { title?: string | undefined; options: Choice<string>[] }[];
  values: string[];
  onChange: (values: string[]) => void;
  max?: number | undefined;
  two?: boolean | undefined;
}

export function Checklist(props: Props) {
  const { id, legend, groups, values, onChange, max = Number.POSITIVE_INFINITY } = props;
  const full = values.length >= max;
  const first = groups[0]?.options[0]?.value;
  const aria = fieldAria({ ...props, label: legend });
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...values, value] : values.filter((other) => other !== value));
  return (
    <fieldset
      class={props.error ? "field field-wrong" : "field"}
      aria-describedby={aria["aria-describedby"]}
    >
      <legend class="field-label">
        {legend} {props.optional && <Optional />}
      </legend>
      <FieldHelp {...props} label={legend} />
      {groups.map((group) => (
        <div class="choice-group" key={group.title ?? ""}>
          {group.title && <p class="field-hint">{group.title}</p>}
          <div class={props.two ? "choices choices-two" : "choices"}>
            {group.options.map((option) => (
              <label class="choice" key={option.value}>
                <input
                  type="checkbox"
                  id={option.value === first ? id : `${id}-${option.value}`}
                  checked={values.includes(option.value)}
                  disabled={full && !values.includes(option.value)}
                  onChange={(event) => toggle(option.value, event.currentTarget.checked)}
                />
                <span class="choice-text">
                  <span>{option.label}</span>
                  {option.hint && <span class="choice-hint">{option.hint}</span>}
                </span>
              </label>
            ))}
          </div>
        </div>
      ))}
      <p class="field-hint" aria-live="polite">
        {full && t("Je hebt er {max}. Haal er een weg als je een andere wilt.", { max })}
      </p>
    </fieldset>
  );
}
