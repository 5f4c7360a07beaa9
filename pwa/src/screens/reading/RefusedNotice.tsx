/** What the server did not take, why, and the words that were in it. Nothing typed is lost. */

import { dismissProblem } from "../../data/acting.ts";
import { documentById, syncNow } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Button } from "../../parts/Button.tsx";
import { Notice } from "../../parts/Notice.tsx";
import type { DocumentView, NewFact } from "../../types.ts";
import type { Remark } from "./useRemark.ts";

interface Props {
  view: DocumentView;
  remark: Remark;
  /** For a page that holds on to the version that its reader opened. */
  onNewest?: () => void;
}

export function RefusedNotice({ view, remark, onNewest }: Props) {
  const { problem } = view;
  if (!problem) return null;
  const words = wordsOf(problem.fact);
  const changed = problem.code === "changed";
  const again = async () => {
    await syncNow();
    await keepWords(remark, problem.fact);
    await dismissProblem(documentById(view.docId) ?? view);
    onNewest?.();
  };
  const read = async () => {
    await keepWords(remark, problem.fact);
    await dismissProblem(view);
  };
  return (
    <Notice
      tone="attention"
      title={changed ? t("Gewijzigd, bekijk opnieuw") : t("Dit ging niet door")}
    >
      <p>{reason(problem.code)}</p>
      {words && <blockquote class="prose refused-words">{words}</blockquote>}
      {words && <p class="soft">{t("Uw woorden komen terug in het vak voor uw reactie.")}</p>}
      <div>
        {changed ? (
          <Button kind="main" onClick={() => void again()}>
            {t("Laat de nieuwste versie zien")}
          </Button>
        ) : (
          <Button onClick={() => void read()}>{t("Begrepen")}</Button>
        )}
      </div>
    </Notice>
  );
}

/** Back into the box that they came from, behind what may stand there by now. */
async function keepWords(remark: Remark, fact: NewFact | undefined): Promise<void> {
  const words = wordsOf(fact);
  if (!fact || !words) return;
  const field = fact.kind === "request_changes" ? "request" : "text";
  const joined = [remark.content[field], words].filter(Boolean).join("\n");
  const tone = field === "text" ? { tone: String(fact.body.tone || "tip") } : {};
  await remark.keep({ ...tone, [field]: joined });
}

function wordsOf(fact: NewFact | undefined): string {
  const words = fact?.body.text ?? fact?.body.comment;
  return typeof words === "string" ? words : "";
}

function reason(code: string): string {
  switch (code) {
    case "changed":
      return t("De student heeft intussen iets veranderd. Uw antwoord hoort bij de vorige versie.");
    case "incomplete":
      return t("Akkoord kan pas als behoefte, doel en effect zijn opgeschreven.");
    case "held_back":
      return t("Uw tekst zegt misschien wie iemand is. Schrijf het zonder namen en adressen.");
    case "already_signed":
      return t("Op deze versie is al akkoord gegeven.");
    case "not_submitted":
      return t("De student heeft dit nog niet verstuurd.");
    case "undo_too_late":
      return t("De tien minuten om dit ongedaan te maken zijn voorbij. Overleg met de school.");
    case "not_allowed":
      return t("U mag dit bij deze student niet doen. Overleg met de school.");
    case "unknown_document":
      return t("De server kent deze activiteit niet meer.");
    case "too_large":
      return t("Uw tekst is te lang. Maak hem korter.");
    default:
      return t("De server kon dit niet aannemen. Probeer het nog een keer.");
  }
}
