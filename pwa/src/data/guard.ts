/** The privacy guard, asked before anything becomes a revision. */

import { scanContent } from "../rules/privacy.ts";
import type { Content, GuardHit } from "../types.ts";
import type { Account } from "./account.ts";

export function guardHits(account: Account, placementId: string, content: Content): GuardHit[] {
  const placement = account.me.value?.placements.find(({ id }) => id === placementId);
  return scanContent(content, placement?.allow_names ?? []);
}

export function isHeldBack(hits: GuardHit[]): boolean {
  return hits.some((hit) => hit.severity === "block");
}
