/** "Ik heb hulp nodig": shows only itself and the title to the supervisor, who sees it first. */

import hand from "lucide:hand-helping";
import { useSignal } from "@preact/signals";
import { sendFact } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { TextArea } from "../../parts/TextArea.tsx";
import { showToast } from "../../parts/toasts.ts";
import type { DocumentView } from "../../types.ts";
import { placementOf, supervisorName } from "./log.ts";

export function HelpRequest({ view }: { view: DocumentView }) {
  const open = useSignal(false);
  const text = useSignal("");
  const name = supervisorName(placementOf(view));
  if (!view.head) return null;
  const send = async () => {
    const result = await sendFact("help_request", view, { text: text.value.trim() });
    if (!result.ok) return;
    open.value = false;
    text.value = "";
    showToast(t("Je vraag gaat naar {name}", { name }));
  };
  if (!open.value) {
    return (
      <div>
        <Button
          icon={hand}
          onClick={() => {
            open.value = true;
          }}
        >
          {t("Ik heb hulp nodig")}
        </Button>
      </div>
    );
  }
  return (
    <section class="stack" aria-labelledby="help">
      <h2 id="help">{t("Ik heb hulp nodig")}</h2>
      <TextArea
        id="help-text"
        label={t("Waar wil je hulp bij?")}
        hint={t("{name} ziet alleen deze vraag en de titel.", { name })}
        optional
        value={text.value}
        onInput={(value) => {
          text.value = value;
        }}
      />
      <div class="row">
        <Button kind="main" onClick={() => void send()}>
          {t("Vraag versturen naar {name}", { name })}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            open.value = false;
          }}
        >
          {t("Toch niet")}
        </Button>
      </div>
    </section>
  );
}
