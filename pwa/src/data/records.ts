/** What lies in IndexedDB: one database per account, these rows. */

import type { StoredFile } from "../attachments.ts";
import type {
  Content,
  DocumentKind,
  Fact,
  GuardHit,
  NewFact,
  PulledDocument,
  Revision,
} from "../types.ts";

/** A document as the server last told it. */
export interface ServerDocument extends PulledDocument {
  placement_id: string;
}

/** Unsent keystrokes, laid over the rest. `base_rev` is the version that its writer saw. */
export interface Draft {
  doc_id: string;
  placement_id: string;
  kind: DocumentKind;
  content: Content;
  base_rev: string | null;
  updated_at: string;
  /** New at each keystroke: a save takes exactly what it read. */
  stamp: string;
  hits: GuardHit[];
}

interface Queued {
  id: string;
  n: number;
  doc_id: string;
  placement_id: string;
  /** Offered again after the server lost it; holds when the server first received it. */
  reoffered?: string;
  /** Why the last attempt left it here, such as "too_large". */
  problem?: string;
}
export type QueuedRevision = Queued & { type: "revision"; item: Revision };
export type QueuedFact = Queued & { type: "fact"; item: NewFact | Fact };
export type OutboxRow = QueuedRevision | QueuedFact;
/** Not in the outbox yet, so without a place in it. */
export type NewRow = Omit<QueuedRevision, "n"> | Omit<QueuedFact, "n">;

interface Kept {
  id: string;
  doc_id: string;
  placement_id: string;
  /** The server's clock, so that a phone with a wrong one throws nothing away; "" if unknown. */
  received_at: string;
  outcome: string;
  seq: number | null;
  /** 1 until a pull has shown it; then absent, so that the index holds only these. */
  recent?: 1;
}
export type KeptRevision = Kept & { type: "revision"; item: Revision };
export type KeptFact = Kept & { type: "fact"; item: NewFact | Fact };
export type HeldRow = KeptRevision | KeptFact;

/** What the server quarantined or refused. */
export interface ProblemRow {
  id: string;
  type: "revision" | "fact";
  doc_id: string;
  placement_id: string;
  code: string;
  received_at: string;
  item: Revision | NewFact | null;
}

/** Where a placement's feed was read to, and what the server said there. */
export interface FeedPosition {
  epoch: string;
  cursor: number;
  /** The digest that last agreed; "" when something came since. */
  agreed: string;
  /** Complete pulls in a row after which the digests still differed. */
  misses: number;
}

/** Own words of a document that the server took away, kept until they were offered. */
export interface Farewell {
  doc_id: string;
  kind: DocumentKind;
  contents: Content[];
  at: string;
}

/** A photo or file of one's own. Its bytes lie beside it, so that a list need not read them. */
export interface PhotoRow {
  placement_id: string;
  sha256: string;
  media_type: string;
  size: number;
  /** By this device's clock; only to tidy away what nothing names any more. */
  added_at: string;
  /** `lost`: the server has it no more, and nor has this device. */
  state: "waiting" | "arrived" | "refused" | "lost";
  /** How many parts the server holds. */
  parts: number;
  /** Why the server refused it; "" while it did not. */
  code: string;
  /** What the server keeps: the same hash, or another when it had to change the bytes. */
  stored: StoredFile | null;
  /** When the server confirmed it; "" before that. */
  confirmed_at: string;
}

/** Everything about one document. */
export interface Local {
  server: ServerDocument | undefined;
  draft: Draft | undefined;
  outbox: OutboxRow[];
  recent: HeldRow[];
  problems: ProblemRow[];
}
