/** The coach's students: asked of the server, and the last answer kept for when there is none. */

import { signal } from "@preact/signals";
import { keepNote, keptNote } from "../../data/acting.ts";
import { account } from "../../data/live.ts";
import type { StudentRow } from "../../rules/students.ts";
import { CallProblem } from "../../sync/api.ts";
import { call } from "../../sync/server.ts";

interface Answer {
  students: StudentRow[];
  /** When this device got it. */
  at: string;
}

const KEY = "coach_students";
export const students = signal<Answer | null>(null);
export const asking = signal<"" | "busy" | "offline" | "server">("");

/** The kept answer shows at once, the new one replaces it. */
export async function askStudents(): Promise<void> {
  if (asking.peek() === "busy") return;
  asking.value = "busy";
  const asker = account.peek();
  if (!students.peek()) students.value = (await keptNote<Answer>(KEY)) ?? null;
  try {
    const answer = await call<{ students: StudentRow[] }>("GET", "/api/coach/students");
    asking.value = "";
    // Whoever came in meanwhile has other students.
    if (account.peek() !== asker) return;
    students.value = { students: answer.students, at: new Date().toISOString() };
    await keepNote(KEY, students.value);
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error;
    asking.value = error.problem === "offline" ? "offline" : "server";
  }
}

export function rowOf(placementId: string): StudentRow | undefined {
  return students.value?.students.find((row) => row.placement_id === placementId);
}
