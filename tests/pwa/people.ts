/** Who is there, and what the server tells each of them about themselves. */

import type { Me, Role } from "@/types.ts";

export const PLACEMENT = "01900000-0000-7000-8000-000000000001";
export const STUDENT = "01900000-0000-7000-8000-0000000000aa";
export const SUPERVISOR = "01900000-0000-7000-8000-0000000000bb";

export function meOf(person: string, epoch: string): Me {
  const role: Role = person === STUDENT ? "student" : "workplace_supervisor";
  const name = { display_name: "Noor de Wit", given_name: "Noor", infix: "de", family_name: "Wit" };
  const supervisors = [{ id: SUPERVISOR, name: "Bram Kuipers", function: "mentor" }];
  const beside = { allow_names: [], supervisors, company: { name: "De Linde" } };
  const placement = { id: PLACEMENT, my_role: role, ...beside };
  return {
    person: { id: person, locale: "nl", ...name },
    roles: [role],
    schools: [],
    placements: [placement],
    frameworks: [],
    epoch,
    min_schema_version: 1,
    demo: false,
    version: "1",
  } as unknown as Me;
}
