/** A photo that the server had to change has another hash: the text that names it follows. */

import type { StoredFile } from "../attachments.ts";
import { attachmentsOf } from "../rules/content.ts";
import { newId } from "../rules/uuid.ts";
import type { Content, DocumentView, NewFact } from "../types.ts";
import type { Account } from "./account.ts";
import { photoId } from "./naming.ts";
import type { Draft, QueuedFact, QueuedRevision } from "./records.ts";
import { mint } from "./revisions.ts";
import { atomically, queue } from "./transactions.ts";

/** Answers how many texts changed. Safe to repeat: what was renamed already is left alone. */
export async function nameStored(account: Account): Promise<number> {
  const changed = new Map<string, StoredFile>();
  for (const { placement_id, sha256, stored } of account.photos.peek().values()) {
    if (stored && stored.sha256 !== sha256) changed.set(photoId(placement_id, sha256), stored);
  }
  if (changed.size === 0) return 0;
  let count = 0;
  for (const view of account.documents.peek()) {
    if (view.mine && (await renameIn(account, view, changed))) count += 1;
  }
  return count;
}

async function renameIn(
  account: Account,
  view: DocumentView,
  changed: Map<string, StoredFile>,
): Promise<boolean> {
  const { docId, placementId, head } = view;
  const { draft } = account.local(docId);
  const named = renamed(placementId, head?.content, changed);
  const written = renamed(placementId, draft?.content, changed);
  const rows: Omit<QueuedRevision | QueuedFact, "n">[] = [];
  let next = "";
  if (head && named && mayChange(view)) {
    const { placement_id, doc_id, kind, rev_id: base_rev, deleted } = head;
    const wanted = { placement_id, doc_id, kind, base_rev, merges: [], deleted, content: named };
    const item = await mint(wanted, account.now().toISOString());
    next = item.rev_id;
    rows.push({ type: "revision", id: next, doc_id, placement_id, item });
    const sent = standingSubmission(view);
    if (sent) {
      const { rev_id, hash } = item;
      const fact: NewFact = { ...sent, fact_id: newId(), rev_id, hash };
      rows.push({ type: "fact", id: fact.fact_id, doc_id, placement_id, item: fact });
    }
  }
  if (!next && !written) return false;
  const place = next && draft?.base_rev === head?.rev_id ? { base_rev: next } : {};
  const after = draft && { ...draft, ...place, content: written ?? draft.content, stamp: newId() };
  const done = await commit(account, rows as never, draft, after);
  // An open form builds on the same words under the new name.
  if (done && next && account.baseOf(docId) === head?.rev_id) account.setBase(docId, next);
  if (done) await account.changed([docId]);
  return done;
}

/** What was signed stays as it was signed. */
function mayChange({ state }: DocumentView): boolean {
  return !["signed", "signed_provisional", "changed_after_signoff"].includes(state);
}

/** The head is what was sent, and nobody has answered it yet: then the new name goes along. */
function standingSubmission(
  view: DocumentView,
): Omit<NewFact, "fact_id" | "rev_id" | "hash"> | null {
  const { head, waiting, facts, siblings } = view;
  if (siblings.length > 0) return null;
  const asked = [...facts, ...waiting].findLast(({ kind }) => ANSWERS.has(kind));
  if (asked?.kind !== "submission" || asked.rev_id !== head?.rev_id) return null;
  const { kind, placement_id, doc_id, body } = asked;
  return { kind, placement_id, doc_id, body };
}

const ANSWERS = new Set(["submission", "request_changes", "sign_off", "withdraw"]);

function renamed(
  placementId: string,
  content: Content | null | undefined,
  changed: Map<string, StoredFile>,
): Content | null {
  const attachments = attachmentsOf(content);
  const isChanged = ({ sha256 }: { sha256: string }) => changed.has(photoId(placementId, sha256));
  if (!content || !attachments.some(isChanged)) return null;
  return {
    ...content,
    attachments: attachments.map((one) => {
      const stored = changed.get(photoId(placementId, one.sha256));
      return stored ? { ...one, ...stored } : one;
    }),
  };
}

/** All of it, or nothing when somebody typed meanwhile. */
async function commit(
  account: Account,
  rows: Parameters<typeof queue>[1],
  before: Draft | undefined,
  after: Draft | undefined,
): Promise<boolean> {
  return account.store.run((db) =>
    atomically(
      db,
      async ({ drafts, outbox }) => {
        if (before && (await drafts.get(before.doc_id))?.stamp !== before.stamp) return false;
        if (after) await drafts.put(after);
        await queue(outbox, rows);
        return true;
      },
      { durability: "strict" },
    ),
  );
}
