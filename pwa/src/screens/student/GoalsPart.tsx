/** Which goals and work processes it was about, and which earlier activity it follows from. */

import { t } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { Checklist } from "../../parts/Checklist.tsx";
import { formatDate } from "../../parts/format.ts";
import { SelectField } from "../../parts/SelectField.tsx";
import { LIFE_DOMAINS, lifeDomainWord } from "../../rules/choices.ts";
import { AsLastTime } from "./AsLastTime.tsx";
import { chainOf } from "./earlier.ts";
import type { PartProps } from "./entryDraft.ts";
import { goals } from "./goals.ts";
import { entries } from "./log.ts";
import { workProcessesOf } from "./placements.ts";

const FOLLOWS_OFFERED = 40;
const MOST_PROCESSES = 4;

export function GoalsPart({ docId, draft, placement }: PartProps) {
  const { content, set } = draft;
  const tasks = workProcessesOf(placement);
  return (
    <>
      <h2 id="heading-leerdoelen" tabIndex={-1}>
        {t("Waar werkte je aan?")}
      </h2>
      <AsLastTime docId={docId} draft={draft} />
      {goals.value.length > 0 ? (
        <Checklist
          id="goals"
          legend={t("Leerdoelen")}
          optional
          groups={[{ options: goals.value.map(asChoice) }]}
          values={content.goals}
          onChange={(values) => set({ goals: values })}
        />
      ) : (
        <div class="stack stack-tight">
          <p>{t("Je hebt nog geen leerdoelen.")}</p>
          <div>
            <LinkButton href="/doelen/nieuw">{t("Leerdoel maken")}</LinkButton>
          </div>
        </div>
      )}
      {tasks.length > 0 && (
        <Checklist
          id="work_processes"
          legend={t("Werkprocessen")}
          hint={t("Een werkproces is een stuk van je beroep. Kies er één tot vier.")}
          optional
          groups={tasks.map((task) => ({
            title: task.title,
            options: task.work_processes.map(({ code, title }) => ({
              value: code,
              label: title,
              hint: code,
            })),
          }))}
          values={content.work_processes}
          onChange={(values) => set({ work_processes: values })}
          max={MOST_PROCESSES}
        />
      )}
      <Checklist
        id="life_domains"
        legend={t("Leefgebieden")}
        hint={t("Welk deel van het leven ging het over?")}
        optional
        two
        groups={[
          { options: LIFE_DOMAINS.map((code) => ({ value: code, label: lifeDomainWord(code) })) },
        ]}
        values={content.life_domains}
        onChange={(values) => set({ life_domains: values })}
      />
      <FollowsUp docId={docId} draft={draft} />
    </>
  );
}

function FollowsUp({ docId, draft }: Pick<PartProps, "docId" | "draft">) {
  const { content, set } = draft;
  const mine = new Set(chainOf(docId).map((view) => view.docId));
  const earlier = entries.value
    .filter(({ view }) => view.docId === content.follows_up || !mine.has(view.docId))
    .slice(0, FOLLOWS_OFFERED);
  if (earlier.length === 0) return null;
  const chain = content.follows_up ? chainOf(content.follows_up) : [];
  const titles = chain.map(({ content: { title } }) => String(title || t("Nog zonder titel")));
  return (
    <div class="stack stack-tight">
      <SelectField
        id="follows_up"
        label={t("Volgt dit op een eerdere activiteit?")}
        optional
        value={content.follows_up}
        options={[
          { value: "", label: t("Nee, dit staat op zichzelf") },
          ...earlier.map(({ view, entry }) => ({
            value: view.docId,
            label: t("{title}, {date}", {
              title: entry.title || t("Nog zonder titel"),
              date: formatDate(entry.date),
            }),
          })),
        ]}
        onChange={(follows_up) => set({ follows_up })}
      />
      {titles.length > 1 && (
        <p class="soft small">
          {t("Dit wordt nummer {n} in de keten die begon met: {title}.", {
            n: titles.length + 1,
            title: titles[0] ?? "",
          })}
        </p>
      )}
    </div>
  );
}

function asChoice({ view, goal }: (typeof goals.value)[number]) {
  return { value: view.docId, label: goal.text || t("Leerdoel zonder tekst") };
}
