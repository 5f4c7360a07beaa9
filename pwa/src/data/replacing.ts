/** What the server will never take is no base: the newer text that was written over it replaces it. */

import { revisionHash } from "../rules/canonical.ts";
import type { Revision } from "../types.ts";
import type { Database } from "./database.ts";
import type { Local, OutboxRow, QueuedRevision } from "./records.ts";
import { atomically, type Stores } from "./transactions.ts";
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
export function placeOn(
  { server, outbox, recent, problems }: Local,
  built: (string | null)[],
): Place {
  const known = server ? [server.head, ...server.siblings] : [];
  const apart = problems.flatMap(({ item }) => (item && "content" in item ? [item] : []));
  const never = new Map<string, Revision>(apart.map((item) => [item.rev_id, item]));
  for (const { rev_id } of known) never.delete(rev_id);
  const stuck = outbox.filter((row) => row.type === "revision").filter(isNeverTaken);
  for (const { item } of stuck) never.set(item.rev_id, item);
  const rows = [...recent, ...outbox].filter((row) => row.type === "revision");
  const own = [...known, ...rows.map(({ item }) => item)];
  const replaced = new Set<QueuedRevision>();
  const standing = (id: string): string[] => {
    const item = never.get(id);
    if (!item) return [...under(id), id];
    for (const row of stuck) if (row.item === item) replaced.add(row);
    return parentsOf(item).flatMap(standing);
  };
  /** What the server cannot see that it was built on, as what lies between never comes. */
  const under = (id: string): string[] => {
    const item = own.find(({ rev_id }) => rev_id === id);
    return item
      ? parentsOf(item).flatMap((parent) => (never.has(parent) ? standing(parent) : under(parent)))
      : [];
  };
  const [base_rev = null, ...merges] = new Set(built.flatMap((id) => (id ? standing(id) : [])));
  return { base_rev, merges, replaced: [...replaced] };
}

/**
 * What was saved over it before the server said no takes its place, under its own id: it has not
 * gone, as it goes after what it is built on. Answers the document's rows as they wait now.
 */
export async function takePlace(db: Database, id: string): Promise<OutboxRow[]> {
  const never = await db.get("outbox", id);
  if (never?.type !== "revision") return [];
  const before = await db.getAllFromIndex("outbox", "doc", never.doc_id);
  const anew = await builtAnew(never, before);
  const [first] = anew;
  if (!first) return [];
  const done = await atomically(db, async (stores) => {
    const { outbox } = stores;
    const rows = await outbox.index("doc").getAll(never.doc_id);
    if (marks(rows) !== marks(before)) return null;
    await outbox.put({ ...never, problem: "too_large" });
    await makeWay(stores, [never], first.item);
    for (const row of anew) {
      await outbox.put(row);
      const { rev_id, hash } = row.item;
      for (const fact of rows) {
        if (fact.type !== "fact" || fact.item.rev_id !== rev_id) continue;
        await outbox.put({ ...fact, item: { ...fact.item, hash } });
      }
    }
    return outbox.index("doc").getAll(never.doc_id);
  });
  return done ?? takePlace(db, id);
}

/** A hash cannot be made within a transaction: by these is seen that nothing came between. */
function marks(rows: OutboxRow[]): string {
  return rows.map(({ id, item }) => id + item.hash).join();
}

/** Nothing, when one of them may have gone after all. */
async function builtAnew(never: QueuedRevision, rows: OutboxRow[]): Promise<QueuedRevision[]> {
  const above = rows
    .filter((row) => row.type === "revision")
    .filter(({ item }) => parentsOf(item).includes(never.id));
  const mayBeThere = (row: OutboxRow) => row.reoffered !== undefined || row.problem === "not_taken";
  if ([never, ...above].some(mayBeThere)) return [];
  const below = parentsOf(never.item);
  return Promise.all(
    above.map(async (row) => {
      const parents = parentsOf(row.item).flatMap((id) => (id === never.id ? below : [id]));
      const [base_rev = null, ...merges] = new Set(parents);
      const item = { ...row.item, base_rev, merges };
      return { ...row, item: { ...item, hash: await revisionHash(item) } };
    }),
  );
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
