/**
 * `<ErrorSummary errors={[{id, message}]} attempt={n} />` on top of a form. It takes the focus
 * at each new attempt and leads to the fields, where the same sentences stand. The page's title
 * then begins with "Fout:". `useErrors` keeps the list.
 */

import alert from "lucide:circle-alert";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n.ts";
import { useMistake } from "../page.ts";
import { Icon } from "./Icon.tsx";

export interface FormError {
  id: string;
  message: string;
}

export function ErrorSummary({ errors, attempt = 0 }: { errors: FormError[]; attempt?: number }) {
  const box = useRef<HTMLElement>(null);
  useMistake(errors.length > 0);
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
        <ul class="error-links">
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

/** `const { errors, attempt, fail } = useErrors()`; `fail([])` forgets them too. */
export function useErrors() {
  const [{ errors, attempt }, setState] = useState<{ errors: FormError[]; attempt: number }>({
    errors: [],
    attempt: 0,
  });
  const fail = (found: FormError[]) => setState({ errors: found, attempt: attempt + 1 });
  return { errors, attempt, fail };
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
