/** What the student screens ask of the logbook: selections over the documents of this phone. */

import { computed } from "@preact/signals";
import { documents, session } from "../../data/live.ts";
import { chainAround } from "../../rules/chain.ts";
import { entryContent, goalContent } from "../../rules/content.ts";
import { addDays, daysBetween, isoWeek, localDate, type Week } from "../../rules/dates.ts";
import type { DocumentView, EntryContent, GoalContent, Placement } from "../../types.ts";

export interface LogEntry {
  view: DocumentView;
  entry: EntryContent;
}
export interface LogGoal {
  view: DocumentView;
  goal: GoalContent;
}
export interface LogWeek {
  week: Week;
  minutes: number;
  entries: LogEntry[];
}

export const placements = computed<Placement[]>(
  () => session.value?.me.placements.filter(({ my_role }) => my_role === "student") ?? [],
);

/** Newest first. */
export const entries = computed<LogEntry[]>(() =>
  documents.value
    .filter(({ kind, mine }) => kind === "entry" && mine)
    .map((view) => ({ view, entry: entryContent(view.content) }))
    .sort((a, b) => b.entry.date.localeCompare(a.entry.date)),
);

export const goals = computed<LogGoal[]>(() =>
  documents.value
    .filter(({ kind, mine }) => kind === "learning_goal" && mine)
    .map((view) => ({ view, goal: goalContent(view.content) })),
);

export const weeks = computed<LogWeek[]>(() => byWeek(entries.value));

export function byWeek(log: LogEntry[]): LogWeek[] {
  const found = new Map<string, LogWeek>();
  for (const item of log) {
    const week = isoWeek(item.entry.date || localDate(new Date()));
    const known = found.get(week.monday) ?? { week, minutes: 0, entries: [] };
    known.entries.push(item);
    known.minutes += item.entry.minutes ?? 0;
    found.set(week.monday, known);
  }
  return [...found.values()];
}

/** Returned, held back, double: what cannot go on without the student. */
export const attention = computed<LogEntry[]>(() => {
  const order = ["two_versions", "changes_requested", "held", "needs_fixing", "signoff_withdrawn"];
  return entries.value
    .filter(({ view }) => order.includes(view.state))
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

export function chainOf(docId: string): DocumentView[] {
  const links = entries.value.map(({ view, entry }) => ({
    docId: view.docId,
    follows: entry.follows_up,
    view,
  }));
  return chainAround(docId, links).map(({ view }) => view);
}

export function entriesOfGoal(goalId: string): LogEntry[] {
  return entries.value.filter(({ entry }) => entry.goals.includes(goalId));
}

/** What was typed in this field before, newest first, for completion while typing. */
export function history(field: "title" | "method" | "need"): string[] {
  const typed = entries.value.map(({ entry }) => entry[field]).filter(Boolean);
  return [...new Set(typed)].slice(0, 30);
}

/** Two placements at once are normal: the weekday tells which one is likely. */
export function likelyPlacement(date: string): Placement | undefined {
  const active = placements.value.filter((placement) => placement.active);
  const weekday = ((new Date(`${date}T12:00:00`).getDay() + 6) % 7) + 1;
  return (
    active.find(({ weekdays }) => weekdays.includes(weekday)) ?? active[0] ?? placements.value[0]
  );
}

export function placementOf(view: DocumentView): Placement | undefined {
  return placements.value.find(({ id }) => id === view.placementId);
}

/** Who gets it: the only supervisor, or the one who got the last one. */
export function supervisorName(placement: Placement | undefined): string {
  return firstName(placement?.supervisors[0]?.name ?? "");
}

export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}

export function workProcessesOf(placement: Placement | undefined) {
  const framework = session.value?.me.frameworks.find(({ id }) => id === placement?.framework_id);
  return framework?.core_tasks ?? [];
}

export function workProcessTitle(placement: Placement | undefined, code: string): string {
  for (const task of workProcessesOf(placement)) {
    const found = task.work_processes.find((process) => process.code === code);
    if (found) return found.title;
  }
  return "";
}
