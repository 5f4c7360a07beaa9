/** Which role a page belongs to, where each role is at home, and its screens when asked for. */

import type { Role } from "../../types.ts";
import type { RoleScreens } from "../pages.ts";

type Folder = "student" | "supervisor" | "coach" | "coordinator";
interface Home {
  folder: Folder;
  home: string;
  owns: RegExp;
}

const LAST = "vakwerk-role";
const HOMES: Record<Role, Home> = {
  student: { folder: "student", home: "/logboek", owns: /^\/(logboek|doelen)(\/|$)/ },
  workplace_supervisor: {
    folder: "supervisor",
    home: "/beoordelen",
    owns: /^\/beoordelen(\/|$)/,
  },
  school_coach: { folder: "coach", home: "/studenten", owns: /^\/studenten(\/|$)/ },
  assessor: { folder: "coach", home: "/studenten", owns: /^\/studenten(\/|$)/ },
  placement_coordinator: { folder: "coordinator", home: "/school", owns: /^\/school(\/|$)/ },
};
const LOADERS = import.meta.glob<{ role: RoleScreens }>("../*/index.ts");

export function homeOf(role: Role): string {
  return HOMES[role].home;
}

/** A newer server may know more of them. */
export function knownRoles(roles: Role[]): Role[] {
  return roles.filter((role) => role in HOMES);
}

/** Null when the page belongs to nobody whom this person is. */
export function roleFor(path: string, roles: Role[]): Role | null {
  const known = knownRoles(roles);
  if (path !== "/" && path !== "/ik") {
    return known.find((role) => HOMES[role].owns.test(path)) ?? null;
  }
  return known.find((role) => role === lastRole()) ?? known[0] ?? null;
}

export function rememberRole(role: Role): void {
  localStorage.setItem(LAST, role);
}

export async function loadRole(role: Role): Promise<RoleScreens> {
  const load = LOADERS[`../${HOMES[role].folder}/index.ts`];
  if (!load) throw new Error(`no screens for ${role}`);
  return (await load()).role;
}

function lastRole(): string | null {
  return localStorage.getItem(LAST);
}
