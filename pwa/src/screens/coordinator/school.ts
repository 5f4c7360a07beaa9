/** The coordinator's school: asked of the server, which alone knows all of it. */

import { signal } from "@preact/signals";
import { CallProblem } from "../../sync/api.ts";
import { call } from "../../sync/server.ts";
import type { Role } from "../../types.ts";

export interface SchoolPerson {
  id: string;
  name: string;
  sort_name: string;
  address: string;
  roles: Role[];
  student_number: string;
}

export interface SchoolOverview {
  people: SchoolPerson[];
  groups: { id: string; name: string; school_year: string }[];
  companies: { id: string; name: string; company_id: string; city: string }[];
  programmes: { id: string; name: string; programme_code: string }[];
  placements: SchoolPlacement[];
}

export interface SchoolPlacement {
  id: string;
  student: string;
  company: string;
  beside: Place[];
  group: string;
  starts_on: string;
  ends_on: string;
  planned_minutes: number;
  weekdays: number[];
}

/** Somebody beside the student, for a time. `until` is "" while no end is known. */
export interface Place {
  id: string;
  person_id: string;
  name: string;
  role: Role;
  function: string;
  since: string;
  until: string;
  /** By the server's clock. */
  present: boolean;
}

export const school = signal<SchoolOverview | null>(null);
export const trouble = signal<"" | "offline" | "server">("");

export async function askSchool(): Promise<void> {
  try {
    school.value = await call<SchoolOverview>("GET", "/api/school");
    trouble.value = "";
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error;
    trouble.value = error.problem === "offline" ? "offline" : "server";
  }
}
