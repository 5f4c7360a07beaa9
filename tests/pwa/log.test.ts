/** The logbook in its order, however many activities there are and whatever changes in them. */

import { expect, test } from "vitest";
import { byWeek, type LogEntry } from "@/screens/student/log.ts";
import { words } from "./phone.ts";
import { phone } from "./stage.ts";

test("the newest day comes first, also after one activity got another day", async () => {
  const on = (date: string) => phone.save({ ...words(date), date });
  const late = await on("2026-09-30");
  const early = await on("2026-09-01");
  const middle = await on("2026-09-15");
  const order = () => phone.account.documents.value.map(({ docId }) => docId);
  expect(order()).toEqual([late, middle, early]);
  await phone.save({ ...words("later"), date: "2026-10-05" }, early);
  expect(order()).toEqual([early, late, middle]);
});

test("activities stand under their week, with its minutes together", () => {
  const log = ["2026-09-14", "2026-09-13", "2026-09-07", "2026-08-31", "2026-08-30"].map(entryOn);
  const weeks = byWeek(log).map(({ week, minutes, entries }) => [
    week.week,
    minutes,
    entries.length,
  ]);
  expect(weeks).toEqual([
    [38, 60, 1],
    [37, 120, 2],
    [36, 60, 1],
    [35, 60, 1],
  ]);
});

function entryOn(date: string): LogEntry {
  return { entry: { date, minutes: 60 }, view: { docId: date } } as unknown as LogEntry;
}
