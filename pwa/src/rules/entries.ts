/** What an activity still lacks, and a friendly word about its purpose. The same as on the server. */

import type { EntryContent } from "../types.ts";

/** What a supervisor needs before akkoord can be given. */
export type Gap = "need" | "purpose" | "effect";

export function gaps(entry: EntryContent): Gap[] {
  const found: Gap[] = [];
  if (!entry.need.trim()) found.push("need");
  if (!entry.purpose.trim()) found.push("purpose");
  if (!entry.effect) found.push("effect");
  return found;
}

export function purposeHint(_purpose: string): string {
  return "";
}
