/** Receipts: the only thing that makes the outbox shrink (protocol.md §2). */

import type { Fact } from "../types.ts";
import type { Database } from "./database.ts";
import { keepReaction, sayFarewell } from "./farewell.ts";
import { dropUndo } from "./problems.ts";
import type { HeldRow, OutboxRow, ProblemRow } from "./records.ts";
import { atomically, type Stores } from "./transactions.ts";

/** Gone is this one version, by its author's own wish; the document is still there. */
const OLD_TEXT = "old_text";

export interface Receipt {
  row: OutboxRow;
  outcome: "ok" | "dup" | "conflict_kept" | "quarantined" | "refused" | "gone";
  seq: number | null;
  code: string;
  /** An accepted fact as the server signed it. */
  fact?: Fact;
}

export async function settle(
  db: Database,
  receipts: Receipt[],
  serverTime: string,
  me: string,
): Promise<void> {
  await atomically(db, async (stores) => {
    for (const receipt of receipts) await settleOne(stores, receipt, serverTime, me);
  });
}

async function settleOne(
  stores: Stores,
  receipt: Receipt,
  serverTime: string,
  me: string,
): Promise<void> {
  const { row, outcome } = receipt;
  await stores.outbox.delete(row.id);
  if (outcome === "gone") {
    if (receipt.code === OLD_TEXT) await stores.held.delete(row.id);
    else if (row.type === "revision") await sayFarewell(stores, row.doc_id, me, row);
    else await keepReaction(stores, row.item);
    return;
  }
  if (outcome === "refused") await dropUndo(stores.outbox, row);
  if (isOfOthers(row, me)) return;
  if (outcome === "quarantined" || outcome === "refused") {
    await stores.quarantine.put(problem(receipt, serverTime));
  }
  await stores.held.put(keep(receipt, serverTime));
}

/** Facts of others are only passed on to a server that lost them. */
function isOfOthers(row: OutboxRow, me: string): boolean {
  return row.type === "fact" && "author" in row.item && row.item.author.id !== me;
}

function keep({ row, outcome, seq, fact }: Receipt, serverTime: string): HeldRow {
  const accepted = outcome === "ok" || outcome === "conflict_kept";
  const unseen = accepted || (outcome === "dup" && row.reoffered === undefined);
  const base = {
    id: outcome === "quarantined" ? problemId(row) : row.id,
    doc_id: row.doc_id,
    placement_id: row.placement_id,
    received_at: serverTime,
    outcome,
    seq,
    ...(unseen ? { recent: 1 as const } : {}),
  };
  return row.type === "revision"
    ? { ...base, type: row.type, item: row.item }
    : { ...base, type: row.type, item: fact ?? row.item };
}

function problem({ row, code }: Receipt, serverTime: string): ProblemRow {
  return {
    id: problemId(row),
    type: row.type,
    doc_id: row.doc_id,
    placement_id: row.placement_id,
    code,
    received_at: serverTime,
    item: row.item,
  };
}

/** A quarantined revision may bear the id of an accepted one. */
function problemId(row: OutboxRow): string {
  return row.type === "revision" ? `${row.item.rev_id}:${row.item.hash}` : row.id;
}
