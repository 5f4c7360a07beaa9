/** What the activity belongs to: goals, work processes, life domains and the rest, in words. */

import { t } from "../../i18n.ts";
import { attitudeWord, lifeDomainWord, supportChoiceWord } from "../../rules/choices.ts";
import type { DocumentView, EntryContent, Placement } from "../../types.ts";
import { goalOf, others, workProcessWords } from "./others.ts";

interface Props {
  entry: EntryContent;
  placement: Placement | undefined;
  goalHref: (goal: DocumentView) => string;
}

export function ReadDetails({ entry, placement, goalHref }: Props) {
  const goals = others.value.filter(({ docId }) => entry.goals.includes(docId));
  return (
    <section class="stack" aria-labelledby="details">
      <h2 class="section-title" id="details">
        {t("Hoort bij")}
      </h2>
      <dl class="facts">
        {goals.length > 0 && (
          <>
            <dt>{t("Leerdoelen")}</dt>
            <dd>
              <ul class="plain-lines">
                {goals.map((goal) => (
                  <li key={goal.docId}>
                    <a href={goalHref(goal)}>{goalOf(goal).text || t("Leerdoel zonder tekst")}</a>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <Row label={t("Werkprocessen")} items={workProcessWords(placement, entry.work_processes)} />
        <Row label={t("Leefgebieden")} items={entry.life_domains.map(lifeDomainWord)} />
        <Row label={t("Methode of aanpak")} items={[entry.method]} />
        <Row label={t("Wie deed wat")} items={[supportChoiceWord(entry.support_choice)]} />
        <Row label={t("Houding")} items={entry.attitude.map(attitudeWord)} />
        <Row label={t("Stage")} items={[placement?.company.name ?? ""]} />
      </dl>
    </section>
  );
}

export function Row({ label, items }: { label: string; items: string[] }) {
  const filled = items.filter(Boolean);
  if (filled.length === 0) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {filled.length === 1 ? (
          filled[0]
        ) : (
          <ul class="plain-lines">
            {filled.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
      </dd>
    </>
  );
}
