/** The same rows where a table has no room. */

import { t, tn } from "../../i18n.ts";
import type { StudentRow } from "../../rules/students.ts";
import { Hours, LastEntry, PortfolioLinks } from "./cells.tsx";

export function StudentCards({ rows, caption }: { rows: StudentRow[]; caption: string }) {
  return (
    <section class="student-cards stack" aria-label={caption}>
      <p class="soft">{caption}</p>
      <ul class="cards">
        {rows.map((row) => (
          <li key={row.placement_id}>
            <StudentCard row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StudentCard({ row }: { row: StudentRow }) {
  return (
    <article class="card">
      <div class="card-head">
        <span>{row.group}</span>
        <span>{row.company}</span>
      </div>
      <div class="card-body">
        <h2 class="card-title">
          <a class="card-link" href={`/studenten/${row.placement_id}`}>
            {row.student.name}
          </a>
        </h2>
        <p class="student-last">
          <LastEntry row={row} />
        </p>
        <p>{counts(row)}</p>
        <p class="student-hours">
          <Hours row={row} />
        </p>
        <PortfolioLinks row={row} />
      </div>
    </article>
  );
}

function counts(row: StudentRow): string {
  const parts = [
    row.waiting_signature > 0 &&
      tn("{n} wacht op akkoord", "{n} wachten op akkoord", row.waiting_signature),
    row.changes_requested > 0 &&
      tn("{n} aan te vullen", "{n} aan te vullen", row.changes_requested),
    row.signed > 0 && tn("{n} akkoord", "{n} akkoord", row.signed),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : t("Nog niets verstuurd");
}
