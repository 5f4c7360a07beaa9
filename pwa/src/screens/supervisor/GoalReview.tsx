/** A learning goal to agree on: what it says, how it will be seen, and what was done for it. */

import badgeCheck from "lucide:badge-check";
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n.ts";
import { Button, LinkButton } from "../../parts/Button.tsx";
import { formatDate } from "../../parts/format.ts";
import { Notice } from "../../parts/Notice.tsx";
import { once } from "../../parts/once.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { goalOriginWord, goalStatusWord } from "../../rules/choices.ts";
import { agreementOf } from "../../rules/review.ts";
import type { DocumentView, GoalContent } from "../../types.ts";
import { guardSays } from "../reading/guarded.ts";
import {
  entriesOfGoal,
  entryOf,
  goalOf,
  titleOf,
  whose,
  workProcessWords,
} from "../reading/others.ts";
import { Reactions } from "../reading/Reactions.tsx";
import { Row } from "../reading/ReadDetails.tsx";
import { RemarkForm } from "../reading/RemarkForm.tsx";
import type { Remark } from "../reading/useRemark.ts";
import { answer } from "./answer.ts";
import type { ReviewProps } from "./EntryReview.tsx";
import { hrefOf, nextHref } from "./queue.ts";

export function GoalReview({ view, newer, above, placement, remark }: ReviewProps) {
  const goal = goalOf(view);
  return (
    <div class="review">
      <div class="review-read stack stack-wide">
        <div class="stack">
          <PageHeading
            title={titleOf(view)}
            back={{ href: "/beoordelen", label: t("Uw lijst") }}
            intro={t("Leerdoel van {name}", { name: whose(placement) })}
          />
          {above}
        </div>
        <AboutGoal goal={goal} processes={workProcessWords(placement, goal.work_processes)} />
        <Reactions view={view} />
      </div>
      <div class="review-side">
        <RemarkForm view={view} placement={placement} remark={remark} />
        {!newer && <Agree view={view} placement={placement} remark={remark} />}
      </div>
      <div class="review-more">
        <Worked view={view} />
      </div>
    </div>
  );
}

function AboutGoal({ goal, processes }: { goal: GoalContent; processes: string[] }) {
  return (
    <dl class="facts">
      <Row label={t("Waaraan ziet u het?")} items={[goal.how_seen]} />
      <Row label={t("Periode")} items={[goal.period]} />
      <Row label={t("Van wie komt het?")} items={[goalOriginWord(goal.origin)]} />
      <Row label={t("Hoe staat het ervoor?")} items={[goalStatusWord(goal.status)]} />
      <Row label={t("Werkprocessen")} items={processes} />
      <Row label={t("Wat leverde het op?")} items={[goal.outcome]} />
    </dl>
  );
}

function Worked({ view }: { view: DocumentView }) {
  const entries = entriesOfGoal(view);
  if (entries.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="worked">
      <h2 class="section-title" id="worked">
        {t("Activiteiten bij dit leerdoel")}
      </h2>
      <ul class="plain-lines">
        {entries.map((entry) => (
          <li key={entry.docId}>
            <span class="soft small">{formatDate(entryOf(entry).date)}</span>{" "}
            <a href={hrefOf(entry)}>{titleOf(entry)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

type AgreeProps = Pick<ReviewProps, "view" | "placement"> & { remark: Remark };

function Agree({ view, placement, remark }: AgreeProps) {
  const [error, setError] = useState("");
  const agreement = agreementOf(view);
  const current = agreement?.rev_id === view.submitted?.rev_id;
  const agree = once(useRef(false), async () => {
    const held = guardSays(remark.content.text, placement);
    if (held) return setError(held);
    if (await answer("goal_agreement", view, {}, remark)) return;
    setError(t("NIET bewaard. Probeer het nog een keer."));
  });
  if (agreement && current) return <Agreed view={view} />;
  return (
    <section class="decide form-foot form-foot-sticky" aria-label={t("Uw antwoord")}>
      {error && <Notice tone="attention">{error}</Notice>}
      {agreement && <p class="decide-why">{t("U was het eens met een eerdere versie.")}</p>}
      <Button kind="main" icon={badgeCheck} onClick={() => void agree()}>
        {t("Eens met dit leerdoel")}
      </Button>
    </section>
  );
}

function Agreed({ view }: { view: DocumentView }) {
  const next = nextHref(view);
  return (
    <section class="decide form-foot form-foot-sticky" aria-label={t("Uw antwoord")}>
      <div class="decide-why">
        {view.waiting.length > 0 ? (
          <StateBadge state="on_phone" />
        ) : (
          <p>{t("Over dit leerdoel bent u het eens.")}</p>
        )}
      </div>
      <LinkButton kind={next ? "main" : "plain"} href={next || "/beoordelen"}>
        {next ? t("Naar de volgende") : t("Naar uw lijst")}
      </LinkButton>
    </section>
  );
}
