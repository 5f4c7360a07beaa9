/** The feed on this device: a page with its cursor, and what a server that lost things gets back. */

import type { Fact, PulledDocument, PullPage, Revision } from "../types.ts";
import type { Database } from "./database.ts";
import { sayFarewell } from "./farewell.ts";
import type { FeedPosition, HeldRow, NewRow, ServerDocument } from "./records.ts";
import { atomically, queue, shown } from "./transactions.ts";

export interface PageResult {
  touched: string[];
  /** How many rows went back into the outbox because this page lacks them. */
  reoffered: number;
}

/** One page and its cursor, together or not at all. */
export async function applyPage(
  db: Database,
  placementId: string,
  page: PullPage,
  me: string,
): Promise<PageResult> {
  return atomically(db, async (stores) => {
    const { docs, outbox, held, meta } = stores;
    const touched: string[] = [];
    let reoffered = 0;
    for (const item of page.docs) {
      if ("gone" in item) {
        touched.push(...(await sayFarewell(stores, item.doc_id, me)));
        continue;
      }
      touched.push(item.doc_id);
      const old = await docs.get(item.doc_id);
      await docs.put({ ...item, placement_id: placementId });
      if (old) reoffered += await queue(outbox, lost(old, item, me));
      const ids = idsOf(item);
      for (const row of await held.index("doc").getAll(item.doc_id)) {
        if (row.recent && ids.has(row.id)) await held.put(shown(row));
      }
    }
    const key = `feed:${placementId}`;
    const before = (await meta.get(key)) as FeedPosition | undefined;
    const { epoch, cursor } = page;
    const agreed = page.docs.length > 0 ? "" : (before?.agreed ?? "");
    await meta.put({ epoch, cursor, agreed, misses: before?.misses ?? 0 }, key);
    return { touched, reoffered };
  });
}

/** After a whole pull: what is here and was not in it goes back to the server. */
export async function removeUnseen(
  db: Database,
  placementId: string,
  seen: Set<string>,
  me: string,
): Promise<PageResult> {
  return atomically(db, async ({ docs, outbox, held }) => {
    const rows: NewRow[] = [];
    const touched: string[] = [];
    const known = new Set<string>();
    for (const doc of await docs.index("placement").getAll(placementId)) {
      if (seen.has(doc.doc_id)) {
        for (const id of idsOf(doc)) known.add(id);
        continue;
      }
      rows.push(...lost(doc, undefined, me));
      touched.push(doc.doc_id);
      await docs.delete(doc.doc_id);
    }
    for (const row of await held.index("placement").getAll(placementId)) {
      if (row.outcome === "refused" || known.has(row.id)) continue;
      rows.push(again(row, row.received_at));
      touched.push(row.doc_id);
    }
    rows.sort((a, b) => (a.reoffered ?? "").localeCompare(b.reoffered ?? ""));
    return { touched, reoffered: await queue(outbox, rows) };
  });
}

/**
 * The digests agree, so that what was received is there, or has been built on and is not lacking.
 * For anything else a receipt is all we have, and the server that gave it was set back since.
 */
export async function settleRecent(
  db: Database,
  placementId: string,
  lacks: string[],
): Promise<PageResult> {
  if (lacks.length === 0 && (await db.countFromIndex("held", "recent")) === 0) {
    return { touched: [], reoffered: 0 };
  }
  return atomically(db, async ({ docs, outbox, held, quarantine }) => {
    const missing: NewRow[] = [];
    for (const id of lacks) {
      const row = await held.get(id);
      const isApart =
        row?.type === "revision" && (await quarantine.getKey(`${id}:${row.item.hash}`));
      if (row && !isApart) missing.push(again(row, row.received_at));
    }
    const rows = await held.index("recent").getAll();
    const ours = rows.filter((row) => row.placement_id === placementId);
    const offered = new Set(lacks);
    for (const docId of new Set(ours.map((row) => row.doc_id))) {
      const doc = await docs.get(docId);
      const known = doc ? withAncestors(doc, await held.index("doc").getAll(docId)) : new Set();
      for (const row of ours.filter(({ doc_id }) => doc_id === docId)) {
        if (offered.has(row.id)) continue;
        if (known.has(row.id)) await held.put(shown(row));
        else missing.push(again(row, row.received_at));
      }
    }
    const touched = [...new Set(ours.map((row) => row.doc_id))];
    return { touched, reoffered: await queue(outbox, missing) };
  });
}

export async function dropHeldBefore(db: Database, moment: string): Promise<void> {
  await atomically(db, async ({ held }) => {
    for (let cursor = await held.openCursor(); cursor; cursor = await cursor.continue()) {
      const { received_at: at, recent } = cursor.value;
      if (at && at < moment && !recent) await cursor.delete();
    }
  });
}

/** What a document shows, and what that was built on as far as this device can tell. */
function withAncestors(doc: PulledDocument, rows: HeldRow[]): Set<string> {
  const known = idsOf(doc);
  const own = rows.flatMap((row) => (row.type === "revision" ? [row.item] : []));
  const revisions = new Map([...own, ...revisionsOf(doc)].map((item) => [item.rev_id, item]));
  for (const id of known) {
    // A set that grows while it is walked is walked to its new end.
    for (const parent of parentsOf(revisions.get(id))) known.add(parent);
  }
  return known;
}

/** What the old copy shows and the new one does not, unless the new one was built on it. */
function lost(old: ServerDocument, fresh: PulledDocument | undefined, me: string): NewRow[] {
  const known = fresh ? idsOf(fresh) : new Set<string>();
  for (const revision of fresh ? revisionsOf(fresh) : []) {
    for (const parent of parentsOf(revision)) known.add(parent);
  }
  const mine = old.author_id === me;
  const revisions = mine ? revisionsOf(old).filter((revision) => revision.content !== null) : [];
  const missing = [
    ...revisions.map((item) => revisionRow(item)),
    ...old.facts.filter((fact) => fact.signature).map((item) => factRow(item)),
  ];
  return missing.filter((row) => !known.has(row.id));
}

function idsOf(doc: PulledDocument): Set<string> {
  const revisions = revisionsOf(doc).map((revision) => revision.rev_id);
  return new Set([...revisions, ...doc.facts.map((fact) => fact.fact_id)]);
}

function revisionsOf(doc: PulledDocument): Revision[] {
  return [doc.head, ...doc.siblings, ...doc.named];
}

function parentsOf(revision: Revision | undefined): string[] {
  if (!revision) return [];
  return revision.base_rev ? [revision.base_rev, ...revision.merges] : revision.merges;
}

function revisionRow(item: Revision): NewRow {
  const { doc_id, placement_id, rev_id: id, received_at: reoffered = "" } = item;
  return { type: "revision", id, doc_id, placement_id, item, reoffered };
}

function factRow(item: Fact): NewRow {
  const { doc_id, placement_id, fact_id: id, received_at: reoffered } = item;
  return { type: "fact", id, doc_id, placement_id, item, reoffered };
}

export function again(row: HeldRow, reoffered: string): NewRow {
  const { id, doc_id, placement_id } = row;
  const where = { id, doc_id, placement_id, reoffered };
  return row.type === "revision"
    ? { ...where, type: row.type, item: row.item }
    : { ...where, type: row.type, item: row.item };
}
