/** The way out: revisions in order, then facts. What gets no receipt stays in the outbox. */

import type { OutboxRow, QueuedFact, QueuedRevision } from "../data/records.ts";
import type { Receipt } from "../data/settle.ts";
import type { FactResult, PushResult } from "../types.ts";
import { type Answer, CallProblem } from "./api.ts";

const BATCH = 50;
/** In characters; well below what the server takes. */
const LARGE = 60_000;
/** A poisoned item must not hide that the server itself is down. */
const MOST_SKIPPED = 5;
const REVISION_OUTCOMES = new Set(["ok", "dup", "conflict_kept", "quarantined", "gone"]);
const FACT_OUTCOMES = new Set(["ok", "dup", "refused", "gone"]);
/** The answer to these changes by itself, so that the same fact is offered again later. */
const PASSING = new Set(["attachments_pending"]);
/** A fact can be back before its document is, after a restore. */
const WAITS_FOR_OTHERS = new Set(["unknown_document", "changed", "not_submitted"]);

export interface Outgoing {
  revisions: (items: QueuedRevision["item"][]) => Promise<Answer<{ results: PushResult[] }>>;
  facts: (items: QueuedFact["item"][]) => Promise<Answer<{ results: FactResult[] }>>;
  settle: (receipts: Receipt[], time: string) => Promise<void>;
  leave: (rows: OutboxRow[], problem: string) => Promise<void>;
  /** What waits otherwise since something was left, by id: that is what goes. */
  anew: ReadonlyMap<string, OutboxRow>;
}

export interface Sent {
  receipts: number;
  /** What went wrong with single items while the rest went through. */
  failure: CallProblem | null;
}

/** Sends what waits. Throws CallProblem when the server cannot be reached or has had enough. */
export async function sendAll(rows: OutboxRow[], out: Outgoing): Promise<Sent> {
  const now = <Row extends OutboxRow>(row: Row) => (out.anew.get(row.id) ?? row) as Row;
  const revisions = rows.filter((row) => row.type === "revision");
  const pushed = await inBatches(revisions, (batch) => sendRevisions(batch.map(now), out), out);
  const stuck = new Set(
    revisions.filter((row) => !pushed.done.has(row.id)).map((row) => row.item.rev_id),
  );
  const facts = rows
    .map(now)
    .filter((row) => row.type === "fact")
    .filter(({ item }) => !stuck.has(item.rev_id));
  const waiting = new Set(rows.map(({ id }) => id));
  const refused = new Set<string>();
  const targetOf = ({ item, reoffered }: QueuedFact) =>
    item.kind === "withdraw" && reoffered === undefined ? String(item.body.target) : "";
  const send = (batch: QueuedFact[]) => sendFacts(batch, out, refused);
  const told = await inBatches(
    facts.filter((row) => !waiting.has(targetOf(row))),
    send,
    out,
  );
  // Refused once is refused for good: taking back goes only when what it takes back has arrived.
  const has = (target: string) => told.done.has(target) && !refused.has(target);
  const undone = await inBatches(
    facts.filter((row) => has(targetOf(row))),
    send,
    out,
  );
  return {
    receipts: pushed.done.size + told.done.size + undone.done.size,
    failure: pushed.failure ?? told.failure ?? undone.failure,
  };
}

/** One refused item blocks no other: a batch that fails as a whole is tried in smaller parts. */
async function inBatches<Row extends OutboxRow>(
  rows: Row[],
  send: (batch: Row[]) => Promise<string[]>,
  out: Outgoing,
): Promise<{ done: Set<string>; failure: CallProblem | null }> {
  const done = new Set<string>();
  let failure: CallProblem | null = null;
  let skipped = 0;
  const batches = batchesOf(rows);
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    try {
      for (const id of await send(batch)) done.add(id);
    } catch (error) {
      if (!isAboutTheItems(error)) throw error;
      if (batch.length > 1) {
        batches.unshift(...slices(batch, Math.ceil(batch.length / 4)));
        continue;
      }
      failure = error;
      const isTooLarge = error.problem === "too_large";
      await out.leave(batch, isTooLarge ? "too_large" : "not_taken");
      // That one text is too large says nothing about the server.
      if (!isTooLarge) skipped += 1;
      if (skipped >= MOST_SKIPPED) break;
    }
  }
  return { done, failure };
}

/** A full house or a passing overload has nothing to do with what was sent. */
function isAboutTheItems(error: unknown): error is CallProblem {
  if (!(error instanceof CallProblem) || error.retryAfter !== null) return false;
  if (error.problem === "server") return error.code === "unexpected";
  return error.problem === "too_large" || error.problem === "refused";
}

async function sendRevisions(batch: QueuedRevision[], out: Outgoing): Promise<string[]> {
  const { value, time } = await out.revisions(batch.map((row) => row.item));
  const receipts: Receipt[] = [];
  for (const result of value.results) {
    const row = batch.find(
      ({ item }) => item.rev_id === result?.rev_id && item.hash === result.hash,
    );
    if (!row || !REVISION_OUTCOMES.has(result.outcome)) continue;
    const { outcome, seq = null, reason: code = "" } = result;
    receipts.push({ row, outcome, seq, code });
  }
  return settled(batch, receipts, time, out);
}

/** Adds to `refused` what has an answer and is not there. */
async function sendFacts(
  batch: QueuedFact[],
  out: Outgoing,
  refused: Set<string>,
): Promise<string[]> {
  const { value, time } = await out.facts(batch.map((row) => row.item));
  const receipts: Receipt[] = [];
  let waiting = 0;
  for (const result of value.results) {
    const row = batch.find(({ item }) => item.fact_id === result?.fact_id);
    if (!row || !FACT_OUTCOMES.has(result.outcome)) continue;
    const { outcome, seq = null, code = "", fact } = result;
    const later = PASSING.has(code) || (row.reoffered !== undefined && WAITS_FOR_OTHERS.has(code));
    if (outcome === "refused" && later) {
      await out.leave([row], code);
      waiting += 1;
      continue;
    }
    if (outcome === "refused") refused.add(row.id);
    receipts.push({ row, outcome, seq, code, ...(fact ? { fact } : {}) });
  }
  return settled(batch, receipts, time, out, waiting);
}

async function settled(
  batch: OutboxRow[],
  receipts: Receipt[],
  time: string,
  out: Outgoing,
  waiting = 0,
): Promise<string[]> {
  if (receipts.length > 0) await out.settle(receipts, time);
  // "Not yet" is an answer too: what waits for others keeps nobody from hearing of them.
  else if (batch.length > 0 && waiting === 0) throw new CallProblem("server", "no_receipts");
  return receipts.map(({ row }) => row.id);
}

/** What is large goes alone: what is built on it goes when the server has answered about it. */
function batchesOf<Row extends OutboxRow>(rows: Row[]): Row[][] {
  const batches: Row[][] = [];
  let last: Row[] = [];
  let room = 0;
  for (const row of rows) {
    const isLarge = JSON.stringify(row.item).length > LARGE;
    if (isLarge || room === 0) {
      last = [];
      batches.push(last);
      room = BATCH;
    }
    last.push(row);
    room = isLarge ? 0 : room - 1;
  }
  return batches;
}

function slices<Row>(rows: Row[], size: number): Row[][] {
  const count = Math.ceil(rows.length / size);
  return Array.from({ length: count }, (_, index) => rows.slice(index * size, (index + 1) * size));
}
