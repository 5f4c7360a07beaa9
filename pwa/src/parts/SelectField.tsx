/** `<SelectField id label options value onChange />`: one of a few, in the browser's own list. */

import chevron from "lucide:chevron-down";
import { Field, type FieldProps } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

interface SelectProps extends FieldProps {
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

export function SelectField(props: SelectProps) {
  return (
    <Field {...props}>
      {(aria) => (
        <span class="select">
          <select
            {...aria}
            class="input"
            value={props.value}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          >
            {props.options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <Icon of={chevron} />
        </span>
      )}
    </Field>
  );
}
