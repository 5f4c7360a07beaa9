/** One student: what was sent, newest first, as the supervisor sees it too. */

import book from "lucide:book-open-text";
import file from "lucide:file-down";
import { useEffect } from "preact/hooks";
import { sync } from "../../data/live.ts";
import { t, tn } from "../../i18n.ts";
import { LinkButton } from "../../parts/Button.tsx";
import { EmptyState } from "../../parts/EmptyState.tsx";
import { EntryCard } from "../../parts/EntryCard.tsx";
import { formatFullDate } from "../../parts/formatFull.ts";
import { PageHeading } from "../../parts/PageHeading.tsx";
import { StateBadge } from "../../parts/StateBadge.tsx";
import { goalStatusWord } from "../../rules/choices.ts";
import type { DocumentView } from "../../types.ts";
import { goalOf, others, placementById, titleOf } from "../reading/others.ts";
import { Row } from "../reading/ReadDetails.tsx";
import { LastEntry } from "./cells.tsx";
import { askStudents, rowOf, students } from "./students.ts";

export function StudentPage({ placementId }: { placementId: string }) {
  useEffect(() => {
    if (!students.peek()) void askStudents();
  }, []);
  const placement = placementById(placementId);
  const row = rowOf(placementId);
  const name = placement?.student.name ?? row?.student.name ?? t("Student");
  const sent = others.value.filter((view) => view.placementId === placementId);
  const goals = sent.filter(({ kind }) => kind === "learning_goal");
  return (
    <div class="student-page stack stack-wide">
      <div class="stack">
        <PageHeading
          title={name}
          back={{ href: "/studenten", label: t("Studenten") }}
          intro={[row?.group ?? placement?.group, placement?.company.name ?? row?.company]
            .filter(Boolean)
            .join(" · ")}
        />
        <div class="row">
          <LinkButton kind="main" icon={book} href={`/portfolio/${placementId}`}>
            {t("Portfolio bekijken")}
          </LinkButton>
          <LinkButton icon={file} href={`/api/placements/${placementId}/portfolio.pdf`} download="">
            {t("Download pdf")}
          </LinkButton>
        </div>
      </div>
      <div class="columns">
        <Entries views={sent.filter(({ kind }) => kind === "entry")} placementId={placementId} />
        <aside class="stack stack-wide" aria-label={t("Over deze stage")}>
          <dl class="facts">
            {row && (
              <>
                <dt>{t("Laatste activiteit")}</dt>
                <dd>
                  <LastEntry row={row} />
                </dd>
              </>
            )}
            {placement && (
              <Row
                label={t("Periode")}
                items={[
                  t("{from} tot en met {until}", {
                    from: formatFullDate(placement.starts_on),
                    until: formatFullDate(placement.ends_on),
                  }),
                ]}
              />
            )}
            <Row
              label={t("Praktijkbegeleider")}
              items={placement?.supervisors.map((person) => person.name) ?? []}
            />
            <Row
              label={t("Leerdoelen")}
              items={goals.map((goal) =>
                t("{goal} ({status})", {
                  goal: titleOf(goal),
                  status: goalStatusWord(goalOf(goal).status),
                }),
              )}
            />
          </dl>
        </aside>
      </div>
    </div>
  );
}

function Entries({ views, placementId }: { views: DocumentView[]; placementId: string }) {
  if (views.length === 0) return <NoEntries />;
  return (
    <section class="stack" aria-labelledby="sent">
      <div class="section-title">
        <h2 id="sent">{t("Verstuurde activiteiten")}</h2>
        <span class="soft small">{tn("{n} activiteit", "{n} activiteiten", views.length)}</span>
      </div>
      <ul class="cards">
        {views.map((view) => (
          <li key={view.docId}>
            <EntryCard
              view={view}
              href={`/studenten/${placementId}/${view.docId}`}
              foot={view.waiting.length > 0 && <StateBadge state="on_phone" />}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoEntries() {
  if (sync.value.running) return <p aria-live="polite">{t("De activiteiten worden opgehaald.")}</p>;
  return (
    <EmptyState
      sentence={t("Deze student heeft nog niets verstuurd.")}
      action={<LinkButton href="/studenten">{t("Terug naar alle studenten")}</LinkButton>}
      example={<p>{t("U leest hier wat de student naar de praktijkbegeleider stuurt.")}</p>}
    />
  );
}
