/**
 * What lies on the device for one account, read for the screens. What writes stands with whoever
 * needs it (keeping.ts, feed.ts, settle.ts, photos.ts): the first screen does without.
 */

import { type Database, type DatabaseEvents, Handle } from "./database.ts";
import type { HeldRow, Local, PhotoRow, ServerDocument } from "./records.ts";

export class Store {
  private readonly handle: Handle;

  constructor(name: string, events: DatabaseEvents = {}) {
    this.handle = new Handle(name, events);
  }

  close(): void {
    this.handle.close();
  }

  /** Resolves only when IndexedDB says that the work is complete. */
  run<T>(work: (db: Database) => Promise<T>): Promise<T> {
    return this.handle.run(work);
  }

  photos(): Promise<PhotoRow[]> {
    return this.handle.run((db) => db.getAll("photos"));
  }

  /** Everything but the held rows that a pull has already shown, by document. */
  async loadAll(): Promise<Map<string, Local>> {
    return this.handle.run(async (db) => {
      const tx = db.transaction(["docs", "drafts", "outbox", "held", "quarantine"]);
      const [docs, drafts, outbox, recent, problems] = await Promise.all([
        tx.objectStore("docs").getAll(),
        tx.objectStore("drafts").getAll(),
        tx.objectStore("outbox").index("n").getAll(),
        tx.objectStore("held").index("recent").getAll(),
        tx.objectStore("quarantine").getAll(),
      ]);
      const locals = new Map<string, Local>();
      const local = (docId: string) => {
        const found = locals.get(docId) ?? emptyLocal();
        locals.set(docId, found);
        return found;
      };
      for (const server of docs) local(server.doc_id).server = server;
      for (const draft of drafts) local(draft.doc_id).draft = draft;
      for (const row of outbox) local(row.doc_id).outbox.push(row);
      for (const row of recent) {
        const here = local(row.doc_id);
        if (isUnshown(row, here.server)) here.recent.push(row);
      }
      for (const row of problems) local(row.doc_id).problems.push(row);
      return locals;
    });
  }

  async load(docIds: string[]): Promise<Map<string, Local>> {
    return this.handle.run(async (db) => {
      const tx = db.transaction(["docs", "drafts", "outbox", "held", "quarantine"]);
      const found = await Promise.all(
        docIds.map(async (docId): Promise<[string, Local]> => {
          const [server, draft, outbox, held, problems] = await Promise.all([
            tx.objectStore("docs").get(docId),
            tx.objectStore("drafts").get(docId),
            tx.objectStore("outbox").index("doc").getAll(docId),
            tx.objectStore("held").index("doc").getAll(docId),
            tx.objectStore("quarantine").index("doc").getAll(docId),
          ]);
          outbox.sort((a, b) => a.n - b.n);
          const recent = held.filter((row) => row.recent && isUnshown(row, server));
          return [docId, { server, draft, outbox, recent, problems }];
        }),
      );
      return new Map(found);
    });
  }

  async getMeta<T>(key: string): Promise<T | undefined> {
    return this.handle.run(async (db) => (await db.get("meta", key)) as T | undefined);
  }

  async allMeta(): Promise<[string, unknown][]> {
    return this.handle.run(async (db) => {
      const tx = db.transaction("meta");
      const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
      return keys.map((key, index) => [key, values[index]]);
    });
  }

  async setMeta(key: string, value: unknown): Promise<void> {
    await this.handle.run(async (db) => {
      if (value === undefined) await db.delete("meta", key);
      else await db.put("meta", value, key);
    });
  }
}

/** The server's layer says it as well, or something that was built on it. */
function isUnshown(row: HeldRow, server: ServerDocument | undefined): boolean {
  return row.seq === null || server === undefined || server.seq < row.seq;
}

export function emptyLocal(): Local {
  return { server: undefined, draft: undefined, outbox: [], recent: [], problems: [] };
}
