/**
 * `<ErrorSummary errors={[{id, message}]} attempt={n} />` on top of a form. It takes the focus
 * at each new attempt and leads to the fields, where the same sentences stand.
 */

import alert from "lucide:circle-alert";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n.ts";
import { Icon } from "./Icon.tsx";

export interface FormError {
  id: string;
  message: string;
}

export function ErrorSummary({ errors, attempt = 0 }: { errors: FormError[]; attempt?: number }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [attempt]);
  if (errors.length === 0) return null;
  return (
    <section
      class="notice notice-attention"
      ref={box}
      tabIndex={-1}
      aria-labelledby="error-summary"
    >
      <Icon of={alert} />
      <div class="notice-body">
        <h2 class="notice-title" id="error-summary">
          {t("Kijk dit even na")}
        </h2>
        <ul>
          {errors.map(({ id, message }) => (
            <li key={id}>
              <a href={`#${id}`} onClick={(event) => focusField(event, id)}>
                {message}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

export function errorOf(errors: FormError[], id: string): string | undefined {
  return errors.find((error) => error.id === id)?.message;
}

function focusField(event: MouseEvent, id: string): void {
  event.preventDefault();
  const field = document.getElementById(id);
  field?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}
