/** Says where the words are, from the first keystroke on. */

import alert from "lucide:circle-alert";
import smartphone from "lucide:smartphone";
import { t } from "../../i18n.ts";
import { Icon } from "../../parts/Icon.tsx";
import type { Draft } from "../../parts/useDraft.ts";
import type { DocumentView } from "../../types.ts";

interface Props {
  kept: Draft<object>["kept"];
  view: DocumentView | undefined;
}

export function DraftLine({ kept, view }: Props) {
  if (kept === "failed") {
    return (
      <p class="draft-line state-attention" role="alert">
        <Icon of={alert} />
        {t("NIET bewaard. Kopieer je tekst voordat je deze pagina sluit.")}
      </p>
    );
  }
  return (
    <p class="draft-line">
      <Icon of={smartphone} />
      {kept === "" && !view ? t("Wat je typt, blijft op deze telefoon staan.") : words(kept)}
    </p>
  );
}

function words(kept: Draft<object>["kept"]): string {
  return kept === "writing" ? t("Bezig met bewaren…") : t("Concept staat op deze telefoon.");
}
