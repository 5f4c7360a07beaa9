/** `<TextArea id label hint value onInput below />`: grows with its text, never scrolls inside. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Field, type FieldProps } from "./Field.tsx";

interface Props extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  rows?: number | undefined;
  below?: ComponentChildren;
}

export function TextArea(props: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current) grow(area.current);
  }, [props.value]);
  return (
    <Field {...props}>
      {(aria) => (
        <textarea
          {...aria}
          ref={area}
          class="input"
          rows={props.rows ?? 3}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Browsers without `field-sizing` are helped by hand. */
function grow(area: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
