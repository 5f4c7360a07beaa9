/** Which two versions lie side by side. */

import type { DocumentView, Revision } from "../../types.ts";

export type Pair = [left: Revision, right: Revision];

/**
 * The two that were shown stay as long as both stand and the choice still builds on one of them,
 * whatever a sync brings; after that the next two. Null when nothing is left to choose.
 */
export function pairOf({ head, siblings }: DocumentView, shown: Pair | null): Pair | null {
  const [sibling] = siblings;
  if (!head || !sibling) return null;
  const ids = [head, ...siblings].map(({ rev_id }) => rev_id);
  const isHere = shown?.every(({ rev_id }) => ids.includes(rev_id));
  const hasHead = shown?.some(({ rev_id }) => rev_id === head.rev_id);
  return isHere && hasHead ? (shown ?? null) : [head, sibling];
}
