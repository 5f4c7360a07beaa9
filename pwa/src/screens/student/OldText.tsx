/** Erasing earlier versions for good: of all a student can do, this alone cannot be taken back. */

import eraser from "lucide:eraser";
import { useSignal } from "@preact/signals";
import { forgetOldText } from "../../data/acting.ts";
import { syncNow } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Dialog } from "../../parts/Dialog.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { showToast } from "../../parts/toasts.ts";
import { call } from "../../sync/server.ts";
import type { DocumentView } from "../../types.ts";
import { callError } from "../signin/errors.ts";

export function OldText({ view }: { view: DocumentView }) {
  const asking = useSignal(false);
  const { head } = view;
  if (!head || (head.base_rev === null && head.merges.length === 0)) return null;
  return (
    <div>
      <Button
        kind="quiet"
        icon={eraser}
        onClick={() => {
          asking.value = true;
        }}
      >
        {t("Oude tekst wissen")}
      </Button>
      {asking.value && (
        <Sheet
          docId={view.docId}
          onClose={() => {
            asking.value = false;
          }}
        />
      )}
    </div>
  );
}

function Sheet({ docId, onClose }: { docId: string; onClose: () => void }) {
  const busy = useSignal(false);
  const error = useSignal("");
  async function erase(): Promise<void> {
    busy.value = true;
    try {
      const path = `/api/documents/${docId}/erase-old-text`;
      const { erased } = await call<{ erased: number }>("POST", path);
      await forgetOldText(docId);
      void syncNow();
      const done = tn("{n} oude versie is gewist", "{n} oude versies zijn gewist", erased);
      showToast(erased > 0 ? done : t("Er was geen oude tekst meer"));
      onClose();
    } catch (problem) {
      error.value = callError(problem);
      busy.value = false;
    }
  }
  return (
    <Dialog
      title={t("Oude tekst wissen")}
      onClose={onClose}
      actions={
        <Button kind="danger" disabled={busy.value} onClick={() => void erase()}>
          {t("Oude tekst wissen")}
        </Button>
      }
    >
      <div role="alert">{error.value && <Notice tone="attention">{error.value}</Notice>}</div>
      <p>{t("Eerdere versies van deze activiteit worden gewist, ook op de server.")}</p>
      <p>{t("Wat je begeleider nu leest blijft staan, en alles waar akkoord op is.")}</p>
      <p>
        <strong>{t("Je kunt dit niet terugdraaien.")}</strong>
      </p>
    </Dialog>
  );
}
