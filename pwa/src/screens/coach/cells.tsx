/** What table and cards both say about one student. */

import book from "lucide:book-open-text";
import file from "lucide:file-down";
import { t, tn } from "../../i18n.ts";
import { formatDate, formatMinutes } from "../../parts/format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { hoursShare, type StudentRow } from "../../rules/students.ts";

const LONG_SILENCE = 14;

export function LastEntry({ row }: { row: StudentRow }) {
  const { last_entry_on: day, silent_days: silent } = row;
  if (!day) return <span class="silent-long">{t("Nog niets")}</span>;
  return (
    <>
      {formatDate(day)}
      {silent !== null && silent > 0 && (
        <span class={silent >= LONG_SILENCE ? "silent-long" : "soft silent-short"}>
          {tn("{n} dag stil", "{n} dagen stil", silent)}
        </span>
      )}
    </>
  );
}

/** "62 van 320 uur", with a bar that says the same. */
export function Hours({ row }: { row: StudentRow }) {
  const logged = formatMinutes(row.logged_minutes);
  const share = Math.min(100, hoursShare(row) * 100);
  return (
    <>
      {row.planned_minutes > 0
        ? t("{logged} van {planned}", { logged, planned: formatMinutes(row.planned_minutes) })
        : logged}
      {row.planned_minutes > 0 && (
        <span class="hours-bar" aria-hidden="true">
          <span class="hours-bar-fill" style={{ width: `${share}%` }} />
        </span>
      )}
    </>
  );
}

export function PortfolioLinks({ row }: { row: StudentRow }) {
  const { name } = row.student;
  return (
    <div class="portfolio-links">
      <a
        href={`/portfolio/${row.placement_id}`}
        aria-label={t("Portfolio bekijken van {name}", { name })}
      >
        <Icon of={book} /> {t("Portfolio bekijken")}
      </a>
      <a
        href={`/api/placements/${row.placement_id}/portfolio.pdf`}
        download=""
        aria-label={t("Download pdf van {name}", { name })}
      >
        <Icon of={file} /> {t("Download pdf")}
      </a>
    </div>
  );
}
