/** The database of one account, and a handle that survives its own death. */

import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { Draft, HeldRow, OutboxRow, PhotoRow, ProblemRow, ServerDocument } from "./records.ts";

/** Placement and SHA-256. */
export type PhotoKey = [placementId: string, sha256: string];

export interface Schema extends DBSchema {
  docs: { key: string; value: ServerDocument; indexes: { placement: string } };
  drafts: { key: string; value: Draft };
  outbox: { key: string; value: OutboxRow; indexes: { n: number; doc: string } };
  held: {
    key: string;
    value: HeldRow;
    indexes: { doc: string; placement: string; recent: number };
  };
  quarantine: { key: string; value: ProblemRow; indexes: { doc: string } };
  meta: { key: string; value: unknown };
  photos: { key: PhotoKey; value: PhotoRow };
  /** Never a Blob: Safari loses those. */
  photo_bytes: { key: PhotoKey; value: ArrayBuffer };
}
export type Database = IDBPDatabase<Schema>;
const VERSION = 2;

/** The device could not keep it. `full` when there is no room, `outdated` beside a newer app. */
export class StorageProblem extends Error {
  readonly reason: "full" | "broken" | "outdated";
  constructor(reason: "full" | "broken" | "outdated", cause: unknown) {
    super(`storage: ${reason}`, { cause });
    this.reason = reason;
  }
}

export interface DatabaseEvents {
  /** Another tab with an older version holds up this one. */
  onBlocked?: () => void;
  /** A newer version wants in: this page must make room. */
  onOutdated?: () => void;
}

export const databaseName = (personId: string) => `vakwerk-${personId}`;

/** Leaves no copy on this device. */
export async function deleteAccount(personId: string): Promise<void> {
  await deleteDB(databaseName(personId));
}

export class Handle {
  private opening: Promise<Database> | null = null;
  private closed = false;
  private readonly name: string;
  private readonly events: DatabaseEvents;

  constructor(name: string, events: DatabaseEvents = {}) {
    this.name = name;
    this.events = events;
  }

  /** Safari and others kill handles in the background: then open again and try once more. */
  async run<T>(work: (db: Database) => Promise<T>): Promise<T> {
    try {
      return await work(await this.database());
    } catch (error) {
      if (!mayWorkAgain(error)) throw storageProblem(error);
    }
    this.letGo();
    try {
      return await work(await this.database());
    } catch (error) {
      throw storageProblem(error);
    }
  }

  /** For good: what is still under way must not bring back what is deleted after this. */
  close(): void {
    this.closed = true;
    this.letGo();
  }

  private letGo(): void {
    const opening = this.opening;
    this.opening = null;
    opening?.then((db) => db.close()).catch(() => {});
  }

  private database(): Promise<Database> {
    if (this.closed) throw new StorageProblem("outdated", "closed");
    if (this.opening) return this.opening;
    const opening: Promise<Database> = openDB<Schema>(this.name, VERSION, {
      upgrade: createStores,
      blocked: () => this.events.onBlocked?.(),
      blocking: (_, wanted) => {
        // Without a version it is to be deleted: its owner signs out in another window.
        if (wanted === null) this.close();
        else this.letGo();
        this.events.onOutdated?.();
      },
      terminated: () => {
        if (this.opening === opening) this.opening = null;
      },
    });
    this.opening = opening;
    opening.catch(() => {
      if (this.opening === opening) this.opening = null;
    });
    return opening;
  }
}

/** Only ever adds: what an older version wrote stays as it is. */
function createStores(db: Database, from: number): void {
  if (from < 1) createTextStores(db);
  if (from < 2) {
    db.createObjectStore("photos", { keyPath: ["placement_id", "sha256"] });
    db.createObjectStore("photo_bytes");
  }
}

function createTextStores(db: Database): void {
  db.createObjectStore("docs", { keyPath: "doc_id" }).createIndex("placement", "placement_id");
  db.createObjectStore("drafts", { keyPath: "doc_id" });
  const outbox = db.createObjectStore("outbox", { keyPath: "id" });
  outbox.createIndex("n", "n");
  outbox.createIndex("doc", "doc_id");
  const held = db.createObjectStore("held", { keyPath: "id" });
  held.createIndex("doc", "doc_id");
  held.createIndex("placement", "placement_id");
  held.createIndex("recent", "recent");
  db.createObjectStore("quarantine", { keyPath: "id" }).createIndex("doc", "doc_id");
  db.createObjectStore("meta");
}

const FINAL = new Set(["QuotaExceededError", "ConstraintError", "DataError", "VersionError"]);

function mayWorkAgain(error: unknown): boolean {
  return error instanceof DOMException && !FINAL.has(error.name);
}

function storageProblem(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === "QuotaExceededError") return new StorageProblem("full", error);
  return new StorageProblem(error.name === "VersionError" ? "outdated" : "broken", error);
}
