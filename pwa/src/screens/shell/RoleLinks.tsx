/** For whoever has several roles: the way from one to the other. */

import { path } from "../../router.ts";
import type { Role } from "../../types.ts";
import { homeOf, roleFor } from "./roles.ts";
import { roleLabel } from "./roleWords.ts";

export function RoleLinks({ roles }: { roles: Role[] }) {
  const choices = switchable(roles);
  if (choices.length < 2) return null;
  const current = roleFor(path.value, roles);
  return (
    <>
      {choices.map((role) => (
        <a
          key={role}
          href={homeOf(role)}
          aria-current={current && homeOf(current) === homeOf(role) ? "true" : undefined}
        >
          {roleLabel(role)}
        </a>
      ))}
    </>
  );
}

/** Two roles may share one home. */
function switchable(roles: Role[]): Role[] {
  const homes = roles.map(homeOf);
  return roles.filter((role, index) => homes.indexOf(homeOf(role)) === index);
}
