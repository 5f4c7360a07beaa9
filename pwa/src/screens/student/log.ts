/** What the logbook shows: selections over the activities on this phone. */

import { computed } from "@preact/signals";
import { documents } from "../../data/live.ts";
import { entryContent } from "../../rules/content.ts";
import { addDays, daysBetween, isoWeek, localDate, type Week } from "../../rules/dates.ts";
import type { DocumentView, EntryContent } from "../../types.ts";

export interface LogEntry {
  view: DocumentView;
  entry: EntryContent;
}
export interface LogWeek {
  week: Week;
  minutes: number;
  entries: LogEntry[];
}

/** Newest first, as the documents are. */
export const entries = computed<LogEntry[]>(() =>
  documents.value.filter(({ kind, mine }) => kind === "entry" && mine).map(logEntry),
);

/** A thousand activities are unpacked once, not again whenever one of them changes. */
const unpacked = new WeakMap<DocumentView, LogEntry>();

function logEntry(view: DocumentView): LogEntry {
  const found = unpacked.get(view) ?? { view, entry: entryContent(view.content) };
  unpacked.set(view, found);
  return found;
}

export const weeks = computed<LogWeek[]>(() => byWeek(entries.value));

/** Of a log with the newest first: neighbours are mostly of the same week. */
export function byWeek(log: LogEntry[]): LogWeek[] {
  const found = new Map<string, LogWeek>();
  const today = localDate(new Date());
  let at: LogWeek | undefined;
  for (const item of log) {
    const day = item.entry.date || today;
    if (!at || day < at.week.monday || day > at.week.sunday) {
      const week = isoWeek(day);
      at = found.get(week.monday) ?? { week, minutes: 0, entries: [] };
      found.set(week.monday, at);
    }
    at.entries.push(item);
    at.minutes += item.entry.minutes ?? 0;
  }
  return [...found.values()];
}

/** Returned, held back, double: what waits for the student. Goals and notes only when double. */
export const attention = computed<LogEntry[]>(() => {
  const order = ["two_versions", "changes_requested", "held", "needs_fixing", "signoff_withdrawn"];
  const waits = ({ kind, mine, state }: DocumentView) =>
    mine && (state === "two_versions" || (kind === "entry" && order.includes(state)));
  return documents.value
    .filter(waits)
    .map(logEntry)
    .sort((a, b) => order.indexOf(a.view.state) - order.indexOf(b.view.state));
});

const NUDGE_AFTER = 4;
const RECENT = 60;

/** "Nog niet te zien" of some days ago: perhaps something can be seen by now. */
export const nudges = computed<LogEntry[]>(() => {
  const today = localDate(new Date());
  return entries.value.filter(
    ({ entry, view }) =>
      entry.effect === "not_yet_visible" &&
      view.state !== "signed" &&
      daysBetween(entry.date, today) >= NUDGE_AFTER,
  );
});

/** "Bijstellen" that no later activity has taken up yet. */
export const nextTries = computed<LogEntry[]>(() => {
  const since = addDays(localDate(new Date()), -RECENT);
  const followed = new Set(entries.value.map(({ entry }) => entry.follows_up));
  return entries.value.filter(
    ({ entry, view }) => entry.adjust && entry.date >= since && !followed.has(view.docId),
  );
});

export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
