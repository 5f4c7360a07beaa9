/** What a person writes, put on this device. Resolves only when IndexedDB says it is complete. */

import type { NewFact } from "../types.ts";
import type { Account } from "./account.ts";
import { type Database, StorageProblem } from "./database.ts";
import type { Draft, NewRow, OutboxRow, QueuedRevision } from "./records.ts";
import { makeWay } from "./replacing.ts";
import { sameContent } from "./revisions.ts";
import type { Store } from "./store.ts";
import { atomically, queue, type Stores } from "./transactions.ts";

/** A phone may lose power right after "bewaard": then it must be on the disk. */
const STRICT = { durability: "strict" } as const;

export async function putDraft(account: Account, draft: Draft): Promise<void> {
  const put = (db: Database) => db.put("drafts", draft);
  await account.change([draft.doc_id], (store) => textFirst(store, put));
}

export async function deleteDraft(account: Account, docId: string): Promise<void> {
  await account.change([docId], (store) => store.run((db) => db.delete("drafts", docId)));
}

/**
 * Queues what was written and takes away the draft that it came from and what makes way for it,
 * together or not at all. False when the draft changed meanwhile: then nothing happened.
 */
export async function commit(
  account: Account,
  rows: NewRow[],
  from?: Draft,
  replaced: QueuedRevision[] = [],
): Promise<boolean> {
  const work = (db: Database) =>
    atomically(
      db,
      async (stores) => {
        const { drafts, outbox } = stores;
        if (from) {
          const now = await drafts.get(from.doc_id);
          if (now?.stamp !== from.stamp) return false;
          await drafts.delete(from.doc_id);
        }
        await makeWay(stores, replaced, rows.find((row) => row.type === "revision")?.item);
        await queue(outbox, await askedOnce(stores, rows));
        return true;
      },
      STRICT,
    );
  // Also without rows: a draft that says nothing new is gone from the screens as well.
  const touched = [...rows, ...replaced, ...(from ? [from] : [])];
  const docIds = new Set(touched.map(({ doc_id }) => doc_id));
  return account.change([...docIds], (store) => textFirst(store, work));
}

/** A second tap can come before the first is drawn: the same question is not asked twice. */
async function askedOnce({ outbox }: Stores, rows: NewRow[]): Promise<NewRow[]> {
  const asked: NewRow[] = [];
  for (const row of rows) {
    const { item } = row;
    const waiting = item.kind === "submission" ? await outbox.index("doc").getAll(row.doc_id) : [];
    const isSame = ({ item: other }: OutboxRow) =>
      other.kind === "submission" &&
      other.rev_id === item.rev_id &&
      sameContent(other.body, (item as NewFact).body);
    if (!waiting.some(isSame)) asked.push(row);
  }
  return asked;
}

/** Own copies of versions that nothing shows any more, and that no pull has yet to show. */
export async function forgetOldText(store: Store, docId: string): Promise<void> {
  await store.run((db) =>
    atomically(db, async ({ docs, held }) => {
      const server = await docs.get(docId);
      const shown = server ? [server.head, ...server.siblings] : [];
      const kept = new Set([...shown.map(({ rev_id }) => rev_id), server?.submitted]);
      for (const fact of server?.facts ?? []) if (fact.kind === "sign_off") kept.add(fact.rev_id);
      for (const row of await held.index("doc").getAll(docId)) {
        const old = row.type === "revision" && !row.recent && !kept.has(row.item.rev_id);
        if (old) await held.delete(row.id);
      }
    }),
  );
}

/** On a full device photos that the server holds make room for words that it does not. */
async function textFirst<T>(store: Store, work: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await store.run(work);
  } catch (error) {
    if (!(error instanceof StorageProblem) || error.reason !== "full") throw error;
    const { dropArrivedBytes } = await import("./photos.ts");
    if (!(await store.run(dropArrivedBytes))) throw error;
    return store.run(work);
  }
}
