/** Receipts: the only thing that makes the outbox shrink (protocol.md §2). */

import type { Database } from "./database.ts";
import type { HeldRow, OutboxRow, ProblemRow } from "./records.ts";
import { sayFarewell } from "./transactions.ts";

export interface Receipt {
  row: OutboxRow;
  outcome: "ok" | "dup" | "conflict_kept" | "quarantined" | "refused" | "gone";
  seq: number | null;
  code: string;
}

export async function settle(
  db: Database,
  receipts: Receipt[],
  serverTime: string,
  me: string,
): Promise<void> {
  const names = ["docs", "drafts", "outbox", "held", "quarantine", "meta"] as const;
  const tx = db.transaction(names, "readwrite");
  const [docs, drafts, outbox, held, quarantine, meta] = [
    tx.objectStore("docs"),
    tx.objectStore("drafts"),
    tx.objectStore("outbox"),
    tx.objectStore("held"),
    tx.objectStore("quarantine"),
    tx.objectStore("meta"),
  ];
  for (const receipt of receipts) {
    const { row, outcome } = receipt;
    await outbox.delete(row.id);
    if (outcome === "gone" && row.type === "revision") {
      await sayFarewell({ docs, drafts, outbox, held, quarantine, meta }, row.doc_id, me);
    } else if (outcome === "quarantined" || outcome === "refused") {
      if (isOfOthers(row, me)) continue;
      await quarantine.put(problem(receipt, serverTime));
      await held.put(keep(receipt, serverTime));
    } else if (outcome !== "gone" && !isOfOthers(row, me)) {
      await held.put(keep(receipt, serverTime));
    }
  }
  await tx.done;
}

/** Facts of others are only passed on to a server that lost them. */
function isOfOthers(row: OutboxRow, me: string): boolean {
  return row.type === "fact" && "author" in row.item && row.item.author.id !== me;
}

function keep({ row, outcome, seq }: Receipt, serverTime: string): HeldRow {
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
    : { ...base, type: row.type, item: row.item };
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
