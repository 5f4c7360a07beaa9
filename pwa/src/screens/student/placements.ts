/** The student's placements, and what each says of people and work. */

import { computed } from "@preact/signals";
import { session } from "../../data/live.ts";
import type { DocumentView, Placement } from "../../types.ts";
import { firstName } from "./log.ts";

export const placements = computed<Placement[]>(
  () => session.value?.me.placements.filter(({ my_role }) => my_role === "student") ?? [],
);

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
