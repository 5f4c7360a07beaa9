/** The transactions of one account. Each resolves only when IndexedDB says it is complete. */

import type { PullPage } from "../types.ts";
import { type Database, type DatabaseEvents, Handle, StorageProblem } from "./database.ts";
import { again, applyPage, type PageResult, removeUnseen, settleRecent } from "./feed.ts";
import type {
  Draft,
  HeldRow,
  Local,
  OutboxRow,
  PhotoRow,
  ProblemRow,
  QueuedFact,
  QueuedRevision,
  ServerDocument,
} from "./records.ts";
import { type Receipt, settle } from "./settle.ts";
import { atomically, queue } from "./transactions.ts";

type New<Row> = Omit<Row, "n">;
export type NewRow = New<QueuedRevision> | New<QueuedFact>;
/** A phone may lose power right after "bewaard": then it must be on the disk. */
const STRICT = { durability: "strict" } as const;

export class Store {
  private readonly handle: Handle;

  constructor(name: string, events: DatabaseEvents = {}) {
    this.handle = new Handle(name, events);
  }

  close(): void {
    this.handle.close();
  }

  /** For steps that only some need, such as those of photos. */
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

  async putDraft(draft: Draft): Promise<void> {
    await this.textFirst((db) => db.put("drafts", draft));
  }

  async deleteDraft(docId: string): Promise<void> {
    await this.handle.run((db) => db.delete("drafts", docId));
  }

  /**
   * Queues what was written and takes away the draft that it came from, together or not at all.
   * False when the draft changed meanwhile: then nothing happened.
   */
  async commit(rows: NewRow[], from?: Draft): Promise<boolean> {
    return this.textFirst((db) =>
      atomically(
        db,
        async ({ drafts, outbox }) => {
          if (from) {
            const now = await drafts.get(from.doc_id);
            if (now?.stamp !== from.stamp) return false;
            await drafts.delete(from.doc_id);
          }
          await queue(outbox, rows);
          return true;
        },
        STRICT,
      ),
    );
  }

  async outbox(): Promise<OutboxRow[]> {
    return this.handle.run((db) => db.getAllFromIndex("outbox", "n"));
  }

  async markProblem(ids: string[], problem: string): Promise<void> {
    await this.handle.run((db) =>
      atomically(db, async ({ outbox }) => {
        for (const id of ids) {
          const row = await outbox.get(id);
          if (row) await outbox.put({ ...row, problem });
        }
      }),
    );
  }

  /** Takes out of the outbox what the server gave a receipt for. */
  async settle(receipts: Receipt[], serverTime: string, me: string): Promise<void> {
    await this.handle.run((db) => settle(db, receipts, serverTime, me));
  }

  async applyPage(placementId: string, page: PullPage, me: string): Promise<PageResult> {
    return this.handle.run((db) => applyPage(db, placementId, page, me));
  }

  /** After a pull from zero: offers again what the server lacks. */
  async removeUnseen(placementId: string, seen: Set<string>, me: string): Promise<PageResult> {
    return this.handle.run((db) => removeUnseen(db, placementId, seen, me));
  }

  async digestSource(placementId: string) {
    return this.handle.run((db) => db.getAllFromIndex("docs", "placement", placementId));
  }

  /** The digests agree: what was sent has been shown, or is offered again. */
  async settleRecent(placementId: string, lacks: string[]): Promise<PageResult> {
    return this.handle.run(async (db) => {
      const some = lacks.length > 0 || (await db.countFromIndex("held", "recent")) > 0;
      return some ? settleRecent(db, placementId, lacks) : { touched: [], reoffered: 0 };
    });
  }

  /** Own copies of versions that nothing shows any more, and that no pull has yet to show. */
  async forgetOldText(docId: string): Promise<void> {
    await this.handle.run((db) =>
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

  async dropHeldBefore(moment: string): Promise<void> {
    await this.handle.run((db) =>
      atomically(db, async ({ held }) => {
        for (let cursor = await held.openCursor(); cursor; cursor = await cursor.continue()) {
          const { received_at: at, recent } = cursor.value;
          if (at && at < moment && !recent) await cursor.delete();
        }
      }),
    );
  }

  /**
   * What the server quarantined, of the whole account, and refused, of one placement. Rows that it
   * does not name go, unless their text is still held here; what it quarantined once and has no
   * more is offered again.
   */
  async replaceProblems(
    placementId: string,
    quarantined: ProblemRow[],
    refused: ProblemRow[],
  ): Promise<PageResult> {
    return this.handle.run((db) =>
      atomically(db, async ({ quarantine, held, outbox }) => {
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
      }),
    );
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

  /** Every row of every store, for the owner's own download. */
  async everything(): Promise<Record<string, unknown[]>> {
    return this.handle.run(async (db) => {
      const stores = ["docs", "drafts", "outbox", "held", "quarantine", "photos"] as const;
      const tx = db.transaction(stores);
      const rows = await Promise.all(stores.map((name) => tx.objectStore(name).getAll()));
      return Object.fromEntries(stores.map((name, index) => [name, rows[index] ?? []]));
    });
  }

  /** On a full device photos that the server holds make room for words that it does not. */
  private async textFirst<T>(work: (db: Database) => Promise<T>): Promise<T> {
    try {
      return await this.handle.run(work);
    } catch (error) {
      if (!(error instanceof StorageProblem) || error.reason !== "full") throw error;
      const { dropArrivedBytes } = await import("./photos.ts");
      if (!(await this.handle.run(dropArrivedBytes))) throw error;
      return this.handle.run(work);
    }
  }
}

/** The server's layer says it as well, or something that was built on it. */
function isUnshown(row: HeldRow, server: ServerDocument | undefined): boolean {
  return row.seq === null || server === undefined || server.seq < row.seq;
}

export function emptyLocal(): Local {
  return { server: undefined, draft: undefined, outbox: [], recent: [], problems: [] };
}
