/** Steps that several transactions share. */

import type { IDBPObjectStore, StoreNames } from "idb";
import type { Database, Schema } from "./database.ts";
import type { HeldRow, NewRow, OutboxRow } from "./records.ts";

/** All of it or none: an error halfway must take back what went before it. */
export async function atomically<Result>(
  db: Database,
  work: (stores: Stores) => Promise<Result>,
  options: IDBTransactionOptions = {},
): Promise<Result> {
  const tx = db.transaction([...ALL], "readwrite", options);
  // Awaited below; an abort before that must not count as unhandled.
  tx.done.catch(() => {});
  try {
    const result = await work({
      docs: tx.objectStore("docs"),
      drafts: tx.objectStore("drafts"),
      outbox: tx.objectStore("outbox"),
      held: tx.objectStore("held"),
      quarantine: tx.objectStore("quarantine"),
      meta: tx.objectStore("meta"),
    });
    await tx.done;
    return result;
  } catch (error) {
    abort(tx);
    throw tx.error ?? error;
  }
}

export function abort(tx: { abort: () => void }): void {
  try {
    tx.abort();
  } catch {
    // It had ended already.
  }
}

const ALL = ["docs", "drafts", "outbox", "held", "quarantine", "meta"] as const;
type Writable<Name extends StoreNames<Schema>> = IDBPObjectStore<
  Schema,
  StoreNames<Schema>[],
  Name,
  "readwrite"
>;

/** Adds to the end of the outbox; what waits there already keeps its place. */
export async function queue(outbox: Writable<"outbox">, rows: NewRow[]): Promise<number> {
  let n = (await outbox.index("n").openKeyCursor(null, "prev"))?.key ?? 0;
  let added = 0;
  for (const row of rows) {
    if (await outbox.getKey(row.id)) continue;
    n += 1;
    added += 1;
    await outbox.put({ ...row, n } as OutboxRow);
  }
  return added;
}

export interface Stores {
  docs: Writable<"docs">;
  drafts: Writable<"drafts">;
  outbox: Writable<"outbox">;
  held: Writable<"held">;
  quarantine: Writable<"quarantine">;
  meta: Writable<"meta">;
}

/** Without its index mark the row counts as shown. */
export function shown(row: HeldRow): HeldRow {
  const { recent: _, ...rest } = row;
  return rest as HeldRow;
}
