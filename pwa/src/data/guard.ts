/** The privacy guard, asked before anything becomes a revision. Loaded apart: it is large. */

import type { Content, GuardHit } from "../types.ts";
import type { Account } from "./account.ts";

export async function guardHits(
  account: Account,
  placementId: string,
  content: Content,
): Promise<GuardHit[]> {
  const { scanContent } = await loadGuard();
  const placement = account.me.value?.placements.find(({ id }) => id === placementId);
  return scanContent(content, placement?.allow_names ?? []);
}

/** Fetched while there is a network, so that saving works without one. */
export function loadGuard() {
  return import("../rules/privacy.ts");
}

export function isHeldBack(hits: GuardHit[]): boolean {
  return hits.some((hit) => hit.severity === "block");
}
