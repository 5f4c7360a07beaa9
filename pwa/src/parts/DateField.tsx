/** `<DateField id label value="2026-09-08" onChange />`: the phone's own picker, today one tap away. */

import { t } from "../i18n.ts";
import { addDays, localDate } from "../rules/dates.ts";
import { Field, type FieldProps } from "./Field.tsx";
import { formatDate } from "./format.ts";

interface Props extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  quick?: boolean | undefined;
}

export function DateField(props: Props) {
  const today = localDate(new Date());
  const picks = [
    { label: t("Vandaag"), value: today },
    { label: t("Gisteren"), value: addDays(today, -1) },
  ];
  return (
    <Field
      {...props}
      below={
        props.quick && (
          <div class="quick-picks">
            {picks.map(({ label, value }) => (
              <button
                type="button"
                class="chip"
                key={value}
                aria-pressed={props.value === value}
                aria-label={t("{label}, {date}", { label, date: formatDate(value) })}
                onClick={() => props.onChange(value)}
              >
                {label}
              </button>
            ))}
          </div>
        )
      }
    >
      {(aria) => (
        <input
          {...aria}
          class="input input-medium"
          type="date"
          autocomplete="off"
          value={props.value}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
