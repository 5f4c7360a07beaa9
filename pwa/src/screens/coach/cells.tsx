/** What table and cards both say about one student. */

import book from "lucide:book-open-text";
import file from "lucide:file-down";
import { t, tn } from "../../i18n.ts";
import { formatDate } from "../../parts/format.ts";
import { Icon } from "../../parts/Icon.tsx";
import { hoursShare, type StudentRow } from "../../rules/students.ts";

const LONG_SILENCE = 14;

export function LastEntry({ row }: { row: StudentRow }) {
  const { last_entry_on: day, silent_days: silent } = row;
  if (!day) return <span class="silent-long">{t("Nog niets")}</span>;
  return (
    <>
      <span class="last-day">{formatDate(day)}</span>
      {silent !== null && silent > 0 && (
        <span class={silent >= LONG_SILENCE ? "silent-long" : "soft silent-short"}>
          {tn("{n} dag stil", "{n} dagen stil", silent)}
        </span>
      )}
    </>
  );
}

/** "62 van 320 uur", with a bar that says the same. Whole hours: this is to compare, not to count. */
export function Hours({ row }: { row: StudentRow }) {
  const logged = inHours(row.logged_minutes);
  const planned = inHours(row.planned_minutes);
  const share = Math.min(100, hoursShare(row) * 100);
  if (row.planned_minutes <= 0) return <span class="hours">{t("{n} uur", { n: logged })}</span>;
  return (
    <>
      <span class="hours">{t("{logged} van {planned} uur", { logged, planned })}</span>
      <span class="hours-bar" aria-hidden="true">
        <span class="hours-bar-fill" style={{ width: `${share}%` }} />
      </span>
    </>
  );
}

function inHours(minutes: number): number {
  return Math.round(minutes / 60);
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
