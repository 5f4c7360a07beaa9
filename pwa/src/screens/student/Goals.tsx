import plus from "lucide:plus";
import { t, tn } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { Matrix } from "../../parts/Matrix.tsx";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { goalStatusWord } from "../../rules/choices.ts";
import { entriesOfGoal, goals, type LogGoal } from "./goals.ts";
import { weeks } from "./log.ts";
import { placements, workProcessesOf } from "./placements.ts";

export function Goals() {
  return (
    <>
      <PageHeading title={t("Doelen")}>
        {goals.value.length > 0 && (
          <LinkButton kind="main" href="/doelen/nieuw" icon={plus}>
            {t("Nieuw leerdoel")}
          </LinkButton>
        )}
      </PageHeading>
      {goals.value.length === 0 ? <NoGoals /> : <GoalList />}
    </>
  );
}

function NoGoals() {
  return (
    <EmptyState
      sentence={t("Een leerdoel zegt wat je wilt leren op je stage.")}
      action={
        <LinkButton kind="main" href="/doelen/nieuw" icon={plus}>
          {t("Eerste leerdoel maken")}
        </LinkButton>
      }
      example={<p>{t("Ik stel eerst vragen voordat ik met een oplossing kom.")}</p>}
    />
  );
}

function GoalList() {
  return (
    <div class="stack stack-wide">
      <ul class="cards cards-two">
        {goals.value.map((item) => (
          <li key={item.view.docId}>
            <GoalCard item={item} />
          </li>
        ))}
      </ul>
      <Processes />
    </div>
  );
}

function GoalCard({ item: { view, goal } }: { item: LogGoal }) {
  const count = entriesOfGoal(view.docId).length;
  return (
    <article class="card">
      <div class="card-head">
        <span>{goalStatusWord(goal.status)}</span>
        <span>{tn("{n} activiteit", "{n} activiteiten", count)}</span>
      </div>
      <div class="card-body">
        <h2 class="card-title">
          <a class="card-link" href={`/doelen/${view.docId}`}>
            {goal.text || t("Leerdoel zonder tekst")}
          </a>
        </h2>
        <div class="card-foot">
          <StateBadge state={view.state} />
        </div>
      </div>
    </article>
  );
}

const WEEKS_SHOWN = 8;

/** Where the work of the last weeks lay; empty rows are an invitation, not a fault. */
function Processes() {
  const tasks = workProcessesOf(placements.value[0]);
  const rows = tasks.flatMap((task) => task.work_processes);
  const recent = weeks.value.slice(0, WEEKS_SHOWN).reverse();
  if (rows.length === 0 || recent.length === 0) return null;
  return (
    <Matrix
      caption={t("Waar je aan werkte, per week")}
      rows={rows}
      columns={recent.map(({ week }) => ({
        key: week.monday,
        label: t("wk {week}", { week: week.week }),
      }))}
      count={(code, monday) =>
        recent
          .find(({ week }) => week.monday === monday)
          ?.entries.filter(({ entry }) => entry.work_processes.includes(code)).length ?? 0
      }
    />
  );
}
