/** Dates in full, and days of the week by name. */

import { asDate, formatter } from "./format.ts";

/** "8 september 2026" */
export function formatFullDate(iso: string): string {
  return iso ? formatter({ day: "numeric", month: "long", year: "numeric" }, asDate(iso)) : "";
}

/** "maandag" for 1, "zondag" for 7 */
export function formatWeekday(day: number): string {
  return formatter({ weekday: "long" }, asDate(`2024-01-0${day}`));
}
