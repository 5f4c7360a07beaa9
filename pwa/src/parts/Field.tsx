/**
 * `<Field id label hint error optional>{(aria) => <input {...aria} />}</Field>` for odd inputs;
 * `<TextField …value onInput>` for the usual ones. The label stands above,
 * the error says how to mend it, and `error` also links from the ErrorSummary by `id`.
 */

import alert from "lucide:circle-alert";
import type { ComponentChildren, JSX } from "preact";
import { t } from "../i18n.ts";
import { Icon } from "./Icon.tsx";

export interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean | undefined;
}

export interface FieldAria {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

interface Wrapped extends FieldProps {
  children: (aria: FieldAria) => JSX.Element;
  /** Stands under the input: the privacy guard, quick picks, an explanation. */
  below?: ComponentChildren;
}

export function Field(props: Wrapped) {
  return (
    <div class={props.error ? "field field-wrong" : "field"}>
      <label class="field-label" for={props.id}>
        {props.label} {props.optional && <Optional />}
      </label>
      <FieldHelp {...props} />
      {props.children(fieldAria(props))}
      {props.below}
    </div>
  );
}

export function Optional() {
  return <span class="field-optional">{t("(niet verplicht)")}</span>;
}

/** Hint and error, in that order, with the ids that `fieldAria` points at. */
export function FieldHelp({ id, hint, error }: FieldProps) {
  return (
    <>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon of={alert} />
          {error}
        </p>
      )}
    </>
  );
}

export function fieldAria({ id, hint, error }: FieldProps): FieldAria {
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    id,
    "aria-describedby": about || undefined,
    "aria-invalid": error ? "true" : undefined,
  };
}

interface TextFieldProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "email" | "search" | "tel" | undefined;
  autocomplete?: string | undefined;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "search" | undefined;
  maxLength?: number | undefined;
  width?: "short" | "medium" | undefined;
  /** Offered while typing, from one's own history. */
  suggestions?: string[] | undefined;
  below?: ComponentChildren;
}

export function TextField(props: TextFieldProps) {
  const list = props.suggestions?.length ? `${props.id}-list` : undefined;
  return (
    <Field {...props}>
      {(aria) => (
        <>
          <input
            {...aria}
            class={props.width ? `input input-${props.width}` : "input"}
            type={props.type ?? "text"}
            value={props.value}
            autocomplete={(props.autocomplete ?? "off") as "off"}
            inputMode={props.inputMode}
            maxLength={props.maxLength}
            list={list}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
          {list && (
            <datalist id={list}>
              {props.suggestions?.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}
