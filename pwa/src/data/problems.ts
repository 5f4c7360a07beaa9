/** What the server did not take, and what waits for it, as this device keeps it. */

import type { Database } from "./database.ts";
import { again, type PageResult } from "./feed.ts";
import type { NewRow, OutboxRow, ProblemRow } from "./records.ts";
import { takePlace } from "./replacing.ts";
import { atomically, queue, type Stores } from "./transactions.ts";

/** Everything that has no receipt yet, in the order in which it was written. */
export async function outboxOf(db: Database): Promise<OutboxRow[]> {
  return db.getAllFromIndex("outbox", "n");
}

/** Answers what waits otherwise than before because of it. */
export async function markProblem(
  db: Database,
  ids: string[],
  problem: string,
): Promise<OutboxRow[]> {
  const anew: OutboxRow[] = [];
  if (problem === "too_large") for (const id of ids) anew.push(...(await takePlace(db, id)));
  // After a fault of its own the server may have it all the same.
  const mayBeThere = problem === "not_taken";
  await atomically(db, async ({ outbox }) => {
    for (const id of ids) {
      const row = await outbox.get(id);
      if (!row) continue;
      if (!mayBeThere && (await dropUndo(outbox, row))) await outbox.delete(id);
      else await outbox.put({ ...row, problem });
    }
  });
  return anew;
}

/**
 * Whether what the server did not take was taken back here meanwhile: then there is nothing left to
 * take back, and it must not arrive later either.
 */
export async function dropUndo(outbox: Stores["outbox"], row: OutboxRow): Promise<boolean> {
  if (row.reoffered !== undefined) return false;
  const undone = (await outbox.index("doc").getAll(row.doc_id)).filter(
    ({ item }) => item.kind === "withdraw" && item.body.target === row.id,
  );
  for (const { id } of undone) await outbox.delete(id);
  return undone.length > 0;
}

/**
 * What the server quarantined, of the whole account, and refused, of one placement. Rows that it
 * does not name go, unless their text is still held here; what it quarantined once and has no
 * more is offered again.
 */
export async function replaceProblems(
  db: Database,
  placementId: string,
  quarantined: ProblemRow[],
  refused: ProblemRow[],
): Promise<PageResult> {
  return atomically(db, async ({ quarantine, held, outbox }) => {
    const told = new Map([...quarantined, ...refused].map((row) => [row.id, row]));
    const touched: string[] = [];
    const lost: NewRow[] = [];
    for (const old of await quarantine.getAll()) {
      const now = told.get(old.id);
      if (now?.received_at === old.received_at) told.delete(old.id);
      const elsewhere = old.type === "fact" && old.placement_id !== placementId;
      if (now || elsewhere) continue;
      const kept = await held.get(old.id);
      if (kept?.outcome === "quarantined") lost.push(again(kept, kept.received_at));
      if (kept) continue;
      await quarantine.delete(old.id);
      touched.push(old.doc_id);
    }
    for (const row of told.values()) {
      await quarantine.put(row);
      touched.push(row.doc_id);
    }
    return { touched, reoffered: await queue(outbox, lost) };
  });
}
