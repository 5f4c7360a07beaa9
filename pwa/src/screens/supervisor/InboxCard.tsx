/** One thing to read: whose it is, when it was sent, and where the answer is. */

import smartphone from "lucide:smartphone";
import { t } from "../../i18n.ts";
import { EntryCard } from "../../parts/EntryCard.tsx";
import { formatInstant } from "../../parts/format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { goalOriginWord } from "../../rules/choices.ts";
import { sentAt, waitsForAnswer } from "../../rules/review.ts";
import type { DocumentView } from "../../types.ts";
import { goalOf, placementById, titleOf, whose } from "../reading/others.ts";
import { answerOf, hrefOf } from "./queue.ts";

export function InboxCard({ view }: { view: DocumentView }) {
  const who = whose(placementById(view.placementId));
  const foot = <Foot view={view} />;
  if (view.kind === "entry") {
    return <EntryCard view={view} href={hrefOf(view)} who={who} foot={foot} />;
  }
  return (
    <article class="card">
      <div class="card-head">
        <span>{t("Leerdoel")}</span>
        <span>{goalOriginWord(goalOf(view).origin)}</span>
      </div>
      <div class="card-body">
        <h3 class="card-title">
          <a class="card-link" href={hrefOf(view)}>
            {titleOf(view)}
          </a>
        </h3>
        <p class="soft">{who}</p>
        <div class="card-foot">
          {view.problem && <StateBadge state={view.state} />}
          {foot}
        </div>
      </div>
    </article>
  );
}

/** What was answered takes one line or two: it is there to be found again. */
export function DoneItem({ view }: { view: DocumentView }) {
  return (
    <div class="done-item">
      <div>
        <h3 class="card-title">
          <a class="card-link" href={hrefOf(view)}>
            {titleOf(view)}
          </a>
        </h3>
        <p class="soft">{whose(placementById(view.placementId))}</p>
      </div>
      <p class="done-where">
        {view.kind === "entry" ? <StateBadge state={view.state} /> : t("Eens met dit leerdoel")}
        <Foot view={view} />
      </p>
    </div>
  );
}

function Foot({ view }: { view: DocumentView }) {
  if (view.waiting.some(({ kind }) => kind !== "seen")) {
    return (
      <span class="state">
        <Icon of={smartphone} />
        {t("Uw antwoord staat op dit toestel")}
      </span>
    );
  }
  if (view.working) return <span class="soft small">{t("De student werkt hier nog aan")}</span>;
  const moment = waitsForAnswer(view) ? sentAt(view) : answerOf(view)?.received_at;
  if (!moment) return null;
  return <span class="soft small">{formatInstant(moment)}</span>;
}
