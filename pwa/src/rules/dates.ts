/** Plain dates as "2026-09-08", and the ISO weeks they belong to. */

export interface Week {
  year: number;
  week: number;
  monday: string;
  sunday: string;
}

/** The calendar day of this moment on the phone's own clock. */
export function localDate(moment: Date): string {
  const day = String(moment.getDate()).padStart(2, "0");
  const month = String(moment.getMonth() + 1).padStart(2, "0");
  return `${moment.getFullYear()}-${month}-${day}`;
}

export function addDays(iso: string, days: number): string {
  return fromUtc(utc(iso) + days * DAY);
}

/** Positive when `later` comes after `earlier`. */
export function daysBetween(earlier: string, later: string): number {
  return Math.round((utc(later) - utc(earlier)) / DAY);
}

/** The week of a date by ISO 8601: it belongs to the year of its Thursday. */
export function isoWeek(iso: string): Week {
  const weekday = (new Date(utc(iso)).getUTCDay() + 6) % 7;
  const monday = addDays(iso, -weekday);
  const year = Number(addDays(monday, 3).slice(0, 4));
  const first = addDays(`${year}-01-04`, -((new Date(utc(`${year}-01-04`)).getUTCDay() + 6) % 7));
  const week = daysBetween(first, monday) / 7 + 1;
  return { year, week, monday, sunday: addDays(monday, 6) };
}

const DAY = 86_400_000;

function utc(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`);
}

function fromUtc(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
