/** The student's learning goals, and what was done for each. */

import { computed } from "@preact/signals";
import { documents } from "../../data/live.ts";
import { goalContent } from "../../rules/goals.ts";
import type { DocumentView, GoalContent } from "../../types.ts";
import { entries, type LogEntry } from "./log.ts";

export interface LogGoal {
  view: DocumentView;
  goal: GoalContent;
}

export const goals = computed<LogGoal[]>(() =>
  documents.value
    .filter(({ kind, mine }) => kind === "learning_goal" && mine)
    .map((view) => ({ view, goal: goalContent(view.content) })),
);

export function entriesOfGoal(goalId: string): LogEntry[] {
  return entries.value.filter(({ entry }) => entry.goals.includes(goalId));
}
