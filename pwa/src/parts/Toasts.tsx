/** `<Toasts />` once in the shell; filled by `showToast` of toasts.ts. */

import { t } from "../i18n.ts";
import { announce } from "../page.ts";
import { Button } from "./Button.tsx";
import { closeToast, type Toast, toasts } from "./toasts.ts";

export function Toasts() {
  if (toasts.value.length === 0) return null;
  return (
    <section class="toasts" aria-label={t("Meldingen")}>
      {toasts.value.map((toast) => (
        <div class="toast" key={toast.id}>
          <span>{toast.text}</span>
          {toast.undo && (
            <Button kind="quiet" onClick={() => undo(toast)}>
              {t("Ongedaan maken")}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}

async function undo(toast: Toast): Promise<void> {
  closeToast(toast.id);
  await toast.undo?.();
  announce(t("Het is teruggezet."));
}
