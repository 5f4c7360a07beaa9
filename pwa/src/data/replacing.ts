/** What the server will never take is no base: the newer text that was written over it replaces it. */

import type { Revision } from "../types.ts";
import type { Local, OutboxRow, QueuedRevision } from "./records.ts";
import type { Stores } from "./transactions.ts";
import { parentsOf } from "./versions.ts";

/** Where a version comes to stand, and which rows of the outbox make way for it. */
export interface Place {
  base_rev: string | null;
  merges: string[];
  replaced: QueuedRevision[];
}

/** The server certainly does not have it, and will not get it either. */
export function isNeverTaken({ problem }: OutboxRow): boolean {
  return problem === "too_large";
}

/** On these versions, or on what they were built on as far as the server has it or may get it. */
export function placeOn({ server, outbox, problems }: Local, built: (string | null)[]): Place {
  const known = server ? [server.head, ...server.siblings] : [];
  const apart = problems.flatMap(({ item }) => (item && "content" in item ? [item] : []));
  const never = new Map<string, Revision>(apart.map((item) => [item.rev_id, item]));
  for (const { rev_id } of known) never.delete(rev_id);
  const stuck = outbox.filter((row) => row.type === "revision").filter(isNeverTaken);
  for (const { item } of stuck) never.set(item.rev_id, item);
  const replaced: QueuedRevision[] = [];
  const standing = (id: string | null): string[] => {
    const item = never.get(id ?? "");
    if (!item) return id ? [id] : [];
    replaced.push(...stuck.filter((row) => row.item === item));
    return parentsOf(item).flatMap(standing);
  };
  const [base_rev = null, ...merges] = new Set(built.flatMap(standing));
  return { base_rev, merges, replaced };
}

/** What was asked about it goes with it; what was taken back meanwhile stays taken back. */
export async function makeWay(
  { outbox }: Stores,
  replaced: QueuedRevision[],
  by: Revision | undefined,
): Promise<void> {
  for (const { id, doc_id } of replaced) {
    const now = await outbox.get(id);
    if (!now || !isNeverTaken(now)) continue;
    await outbox.delete(id);
    for (const row of await outbox.index("doc").getAll(doc_id)) {
      if (row.type !== "fact" || row.item.rev_id !== id) continue;
      if (row.item.kind === "withdraw" && by) {
        const { rev_id, hash } = by;
        await outbox.put({ ...row, item: { ...row.item, rev_id, hash } });
      } else await outbox.delete(row.id);
    }
  }
}
