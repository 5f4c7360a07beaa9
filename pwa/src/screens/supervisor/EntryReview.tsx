/** One activity to answer: why beside what it brought, the story, what was said, and two buttons. */

import type { ComponentChildren } from "preact";
import { t } from "../../i18n.ts";
import { Chain } from "../../parts/Chain.tsx";
import { formatDate, formatMinutes } from "../../parts/format.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { activityKindWord } from "../../rules/words.ts";
import type { DocumentView, EntryContent, Placement } from "../../types.ts";
import { chainOf, entryOf, titleOf, whose } from "../reading/others.ts";
import { Reactions } from "../reading/Reactions.tsx";
import { ReadDetails } from "../reading/ReadDetails.tsx";
import { ReadEntry } from "../reading/ReadEntry.tsx";
import { ReadFiles } from "../reading/ReadFiles.tsx";
import { RemarkForm } from "../reading/RemarkForm.tsx";
import type { Remark } from "../reading/useRemark.ts";
import { Decide } from "./Decide.tsx";
import { entriesWaiting, hrefOf } from "./queue.ts";

export interface ReviewProps {
  view: DocumentView;
  newer: boolean;
  above: ComponentChildren;
  placement: Placement | undefined;
  remark: Remark;
}

export function EntryReview({ view, newer, above, placement, remark }: ReviewProps) {
  const entry = entryOf(view);
  const chain = chainOf(view);
  return (
    <div class="review">
      <div class="review-read stack stack-wide">
        <div class="stack">
          <PageHeading
            title={titleOf(view)}
            back={{ href: "/beoordelen", label: place(view) }}
            intro={whatWhenWho(entry, placement)}
          />
          {above}
        </div>
        <ReadEntry entry={entry} />
        <ReadFiles placementId={view.placementId} content={entry} mine={false} />
        <Reactions view={view} />
      </div>
      <div class="review-side">
        <RemarkForm view={view} placement={placement} remark={remark} />
        <Decide view={view} entry={entry} newer={newer} placement={placement} remark={remark} />
      </div>
      <div class="review-more stack stack-wide">
        <ReadDetails entry={entry} placement={placement} goalHref={hrefOf} />
        {chain.length > 1 && (
          <section class="stack" aria-labelledby="chain">
            <h2 class="section-title" id="chain">
              {t("Keten")}
            </h2>
            <p class="soft">{t("Deze activiteiten volgen op elkaar.")}</p>
            <Chain views={chain} here={view.docId} href={hrefOf} />
          </section>
        )}
      </div>
    </div>
  );
}

/** "2 van 5" while it is in the queue. */
function place(view: DocumentView): string {
  const queue = entriesWaiting.value;
  const at = queue.findIndex(({ docId }) => docId === view.docId);
  if (at < 0 || queue.length < 2) return t("Uw lijst");
  return t("Uw lijst: {n} van {total}", { n: at + 1, total: queue.length });
}

function whatWhenWho(entry: EntryContent, placement: Placement | undefined): string {
  const parts = [
    whose(placement),
    formatDate(entry.date),
    activityKindWord(entry.activity_kind),
    entry.minutes === null ? "" : formatMinutes(entry.minutes),
  ];
  return parts.filter(Boolean).join(" · ");
}
