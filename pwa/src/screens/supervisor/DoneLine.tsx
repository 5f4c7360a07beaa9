/** What happened with the last answer: on this device, on the server or refused; and its undo. */

import circleCheck from "lucide:circle-check";
import { documentById, session } from "../../data/live.ts";
import { t } from "../../i18n.ts";
import { Icon } from "../../parts/Icon.tsx";
import { mayUndo, type Said } from "../../rules/review.ts";
import type { DocumentView, FactKind } from "../../types.ts";
import { titleOf } from "../reading/others.ts";
import { UndoButton } from "../reading/Reactions.tsx";
import { useNow } from "../reading/useNow.ts";
import { hrefOf, lastDone } from "./queue.ts";

export function DoneLine() {
  const now = useNow();
  const done = lastDone.value;
  const view = done ? documentById(done.docId) : undefined;
  if (!done || !view || view.problem) return null;
  const me = session.value?.personId ?? "";
  const fact = newestOwn(view, done.kind, me);
  if (!fact) return null;
  const taken = [...view.facts, ...view.waiting].some(({ body }) => body.target === fact.fact_id);
  return (
    <div class="done-line" role="status">
      <Icon of={circleCheck} />
      <div class="stack stack-tight">
        <p>
          {sentence(done.kind, taken)} <a href={hrefOf(view)}>{titleOf(view)}</a>
        </p>
        {!taken && !fact.received_at && (
          <p class="soft">{t("Het staat op deze telefoon en gaat vanzelf naar de server.")}</p>
        )}
        {!taken && mayUndo(fact, me, now) && <UndoButton view={view} fact={fact} />}
      </div>
    </div>
  );
}

function newestOwn({ facts, waiting }: DocumentView, kind: FactKind, me: string) {
  return [...facts, ...waiting].findLast(
    (fact: Said) => fact.kind === kind && (fact.author?.id ?? me) === me,
  ) as Said | undefined;
}

function sentence(kind: FactKind, taken: boolean): string {
  if (taken) return t("Uw antwoord is teruggenomen:");
  if (kind === "sign_off") return t("U gaf akkoord:");
  if (kind === "request_changes") return t("U vroeg om een aanvulling:");
  return t("U bent het eens met dit leerdoel:");
}
