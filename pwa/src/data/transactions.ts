/** Steps that several transactions share. */

import type { IDBPObjectStore, StoreNames } from "idb";
import type { Content, Revision } from "../types.ts";
import type { Database, Schema } from "./database.ts";
import type { Farewell, HeldRow, OutboxRow } from "./records.ts";
import type { NewRow } from "./store.ts";

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

/** The server took a document away: our copy goes, our own words stay on offer. */
export async function sayFarewell(
  stores: Stores,
  docId: string,
  me: string,
  unsentToo?: Revision,
): Promise<void> {
  const [server, draft, outbox, held, problems] = await Promise.all([
    stores.docs.get(docId),
    stores.drafts.get(docId),
    stores.outbox.index("doc").getAll(docId),
    stores.held.index("doc").getAllKeys(docId),
    stores.quarantine.index("doc").getAllKeys(docId),
  ]);
  const mine = server ? server.author_id === me : true;
  const unsent = outbox.flatMap((row) => (row.type === "revision" ? [row.item] : []));
  const kept = server ? [...server.siblings, server.head] : [];
  const last = unsentToo ? [unsentToo, ...unsent] : unsent;
  const revisions: Revision[] = mine ? [...kept, ...last] : [];
  const contents = [...revisions.map((revision) => revision.content), draft?.content].filter(
    (content): content is Content => Boolean(content),
  );
  const kind = server?.kind ?? draft?.kind ?? last[0]?.kind ?? "entry";
  const at = server?.head.received_at ?? last.at(-1)?.device_time ?? draft?.updated_at ?? "";
  if (contents.length > 0) {
    const farewell: Farewell = { doc_id: docId, kind, contents, at };
    await stores.meta.put(farewell, `gone:${docId}`);
  }
  await stores.docs.delete(docId);
  await stores.drafts.delete(docId);
  for (const row of outbox) await stores.outbox.delete(row.id);
  for (const key of held) await stores.held.delete(key);
  for (const key of problems) await stores.quarantine.delete(key);
}

/** Without its index mark the row counts as shown. */
export function shown(row: HeldRow): HeldRow {
  const { recent: _, ...rest } = row;
  return rest as HeldRow;
}
