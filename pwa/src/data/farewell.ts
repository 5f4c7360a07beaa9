/** What the server took away: our copy goes, our own words stay on offer. */

import type { Content, DocumentKind, NewFact, Revision } from "../types.ts";
import { remarkId } from "./naming.ts";
import type { Farewell, OutboxRow } from "./records.ts";
import type { Stores } from "./transactions.ts";

type Item = Revision | NewFact;

/**
 * `refused` is what the server would not have any more, and that has left the outbox already.
 * Answers what is no longer here.
 */
export async function sayFarewell(
  stores: Stores,
  docId: string,
  me: string,
  refused?: OutboxRow,
): Promise<string[]> {
  const [server, draft, remark, outbox, held, problems] = await Promise.all([
    stores.docs.get(docId),
    stores.drafts.get(docId),
    stores.drafts.get(remarkId(docId)),
    stores.outbox.index("doc").getAll(docId),
    stores.held.index("doc").getAll(docId),
    stores.quarantine.index("doc").getAll(docId),
  ]);
  const isMine = server ? server.author_id === me : true;
  const items: Item[] = server && isMine ? [...server.siblings, server.head] : [];
  for (const row of held) {
    // Received, and no pull showed it before the document went: only this copy has the words.
    if (row.recent && row.type === "revision") items.push(row.item);
  }
  for (const { item } of [...problems, ...(refused ? [refused] : []), ...outbox]) {
    if (item) items.push(item);
  }
  const contents = items.map(wordsOf).filter((words) => words !== null);
  for (const typed of [draft, remark]) if (typed) contents.push(typed.content);
  const kind = server?.kind ?? draft?.kind ?? items.find(isRevision)?.kind ?? "entry";
  const at =
    server?.head.received_at ??
    items.findLast(isRevision)?.device_time ??
    (draft ?? remark)?.updated_at ??
    "";
  await keepWords(stores, docId, kind, contents, at);
  await stores.docs.delete(docId);
  const typed = [docId, ...(remark ? [remark.doc_id] : [])];
  for (const id of typed) await stores.drafts.delete(id);
  for (const row of outbox) await stores.outbox.delete(row.id);
  for (const row of held) await stores.held.delete(row.id);
  for (const row of problems) await stores.quarantine.delete(row.id);
  return typed;
}

/** A reaction that came too late for what it was about. */
export async function keepReaction(stores: Stores, fact: NewFact): Promise<void> {
  const words = wordsOf(fact);
  const server = await stores.docs.get(fact.doc_id);
  await keepWords(stores, fact.doc_id, server?.kind ?? "entry", words ? [words] : [], "");
}

async function keepWords(
  { meta }: Stores,
  docId: string,
  kind: DocumentKind,
  words: Content[],
  at: string,
): Promise<void> {
  if (words.length === 0) return;
  const key = `gone:${docId}`;
  const before = (await meta.get(key)) as Farewell | undefined;
  // Each item of one reply says goodbye, and what waits behind it goes along the first time.
  const all = [...(before?.contents ?? []), ...words];
  const contents = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  await meta.put({ doc_id: docId, kind, contents, at } satisfies Farewell, key);
}

/** Of a fact that the server never took: what was said in it. Taken ones are the server's. */
function wordsOf(item: Item): Content | null {
  if (isRevision(item)) return item.content;
  const said = [item.body.text, item.body.comment];
  const isSaid = said.some((word) => typeof word === "string" && word.trim() !== "");
  return isSaid && !("author" in item) ? item.body : null;
}

function isRevision(item: Item): item is Revision {
  return "rev_id" in item && "content" in item;
}
