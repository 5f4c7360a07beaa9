/** Which role a page belongs to, where each role is at home, and its screens when asked for. */

import { t } from "../../i18n.ts";
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

/** Null when the page belongs to nobody whom this person is. */
export function roleFor(path: string, roles: Role[]): Role | null {
  const known = roles.filter((role) => role in HOMES);
  if (path !== "/" && path !== "/ik") {
    return known.find((role) => HOMES[role].owns.test(path)) ?? null;
  }
  return known.find((role) => role === lastRole()) ?? known[0] ?? null;
}

export function rememberRole(role: Role): void {
  localStorage.setItem(LAST, role);
}

/** The homes that this person can switch between; two roles may share one. */
export function switchable(roles: Role[]): Role[] {
  const known = roles.filter((role) => role in HOMES);
  const homes = known.map(homeOf);
  return known.filter((role, index) => homes.indexOf(homeOf(role)) === index);
}

export async function loadRole(role: Role): Promise<RoleScreens> {
  const load = LOADERS[`../${HOMES[role].folder}/index.ts`];
  if (!load) throw new Error(`no screens for ${role}`);
  return (await load()).role;
}

export function roleLabel(role: Role): string {
  switch (role) {
    case "student":
      return t("Student");
    case "workplace_supervisor":
      return t("Praktijkbegeleider");
    case "school_coach":
      return t("Begeleider van school");
    case "assessor":
      return t("Examinator");
    case "placement_coordinator":
      return t("Stagecoördinator");
  }
}

function lastRole(): string | null {
  return localStorage.getItem(LAST);
}
