/**
 * `<Dialog title onClose actions={<Button …/>}>…</Dialog>`: rendered while it is open.
 * Only for what cannot be taken back; the button is named by the act.
 */

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../i18n.ts";
import { Button } from "./Button.tsx";

interface Props {
  title: string;
  onClose: () => void;
  actions?: ComponentChildren;
  children?: ComponentChildren;
}

export function Dialog({ title, onClose, actions, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog class="dialog" ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <div class="stack">
        <h2 id={heading}>{title}</h2>
        {children}
      </div>
      <div class="dialog-foot">
        {actions}
        <Button onClick={() => dialog.current?.close()}>{t("Terug")}</Button>
      </div>
    </dialog>
  );
}
