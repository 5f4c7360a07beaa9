/**
 * `<DurationField id label minutes onChange picks={[60, 180]} />`: takes 1,5, 1.5 and 1:30.
 * What cannot be read stays in the box and gives `null`; the page says so on "Verder".
 */

import { useState } from "preact/hooks";
import { t } from "../i18n.ts";
import { parseDuration } from "../rules/durations.ts";
import { Field, type FieldProps } from "./Field.tsx";
import { formatMinutes } from "./format.ts";

interface Props extends FieldProps {
  minutes: number | null;
  onChange: (minutes: number | null, typed: string) => void;
  picks?: number[] | undefined;
  /** What was typed before on this page and could not be read. */
  unread?: string | undefined;
}

export function DurationField(props: Props) {
  const [typed, setTyped] = useState(() => props.unread || asTyped(props.minutes));
  const read = parseDuration(typed);
  // Another version or a suggestion may set the minutes from outside.
  const shown =
    read === props.minutes ? typed : props.minutes === null ? typed : asTyped(props.minutes);
  const set = (text: string) => {
    setTyped(text);
    props.onChange(parseDuration(text), text);
  };
  return (
    <Field
      {...props}
      below={
        <>
          <p class="field-hint" aria-live="polite">
            {props.minutes !== null &&
              t("Dat is {duration}.", { duration: formatMinutes(props.minutes) })}
          </p>
          {props.picks && (
            <div class="quick-picks">
              {props.picks.map((pick) => (
                <button
                  type="button"
                  class="chip"
                  key={pick}
                  aria-pressed={props.minutes === pick}
                  onClick={() => set(asTyped(pick))}
                >
                  {formatMinutes(pick)}
                </button>
              ))}
            </div>
          )}
        </>
      }
    >
      {(aria) => (
        <input
          {...aria}
          class="input input-short"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={shown}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Quarters as a decimal comma, anything else as hours and minutes. */
function asTyped(minutes: number | null): string {
  if (minutes === null) return "";
  if (minutes % 15 === 0) return String(minutes / 60).replace(".", ",");
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
