/** Everything a person can do to a document. Nothing here waits for the network. */

import { newId } from "../rules/uuid.ts";
import type {
  Content,
  DocumentKind,
  DocumentView,
  FactKind,
  NewFact,
  SaveResult,
} from "../types.ts";
import type { Account } from "./account.ts";
import { StorageProblem } from "./database.ts";
import { guardHits, isHeldBack } from "./guard.ts";
import { commit, deleteDraft, putDraft } from "./keeping.ts";
import type { Draft, QueuedFact, QueuedRevision } from "./records.ts";
import { cleaned, mint, sameContent } from "./revisions.ts";

type Row<Kind> = Omit<Kind, "n">;
const ATTEMPTS = 3;

export async function writeDraft(
  account: Account,
  placementId: string,
  kind: DocumentKind,
  docId: string,
  content: Content,
): Promise<void> {
  const base_rev = account.baseOf(docId);
  account.setBase(docId, base_rev);
  const before = account.local(docId).draft;
  const text = cleaned(content) as Content;
  await putDraft(account, {
    doc_id: docId,
    placement_id: placementId,
    kind,
    content: text,
    base_rev,
    updated_at: account.now().toISOString(),
    stamp: newId(),
    // What was held back stays so until its words are mended.
    hits: before?.hits.length ? guardHits(account, placementId, text) : [],
  });
}

export async function discardDraft(account: Account, docId: string): Promise<void> {
  await deleteDraft(account, docId);
  account.setBase(docId, account.local(docId).server?.head.rev_id ?? null);
  account.forgetReading();
}

/** On a submitted entry keystrokes stay a draft until it is sent again. */
export async function saveDocument(account: Account, docId: string): Promise<SaveResult> {
  const view = account.view(docId);
  const staysDraft = view?.kind === "entry" && view.submitted !== undefined && view.hasDraft;
  return staysDraft ? { ok: true } : save(account, docId, () => []);
}

export async function submitDocument(
  account: Account,
  docId: string,
  body: { ask: "feedback" | "sign_off"; to: string },
): Promise<SaveResult> {
  const view = account.view(docId);
  if (!view) return { ok: false, reason: "empty" };
  if (view.siblings.length > 0) return { ok: false, reason: "choose_version_first" };
  const draft = account.local(docId).draft;
  if (draft && view.head && draft.base_rev !== view.head.rev_id) {
    // Written on an older version than now stands: both are kept, then one is chosen.
    const kept = await save(account, docId, () => []);
    return kept.ok ? { ok: false, reason: "choose_version_first" } : kept;
  }
  await submitGoals(account, view, body.to);
  return save(account, docId, (named) => [factRow(named, "submission", body)]);
}

export async function chooseVersion(
  account: Account,
  docId: string,
  content: Content,
): Promise<SaveResult> {
  const view = account.view(docId);
  if (!view?.head) return { ok: false, reason: "empty" };
  const text = cleaned(content) as Content;
  const hits = guardHits(account, view.placementId, text);
  if (isHeldBack(hits)) return { ok: false, reason: "held_back", hits };
  const merges = view.siblings.map((sibling) => sibling.rev_id);
  const row = await revisionRow(account, view, text, { base_rev: view.head.rev_id, merges });
  const draft = account.local(docId).draft;
  return stored(async () => {
    await commit(account, [row], draft);
    account.setBase(docId, row.id);
  });
}

/** Names the version as it was shown to the one who acts. */
export async function sendFact(
  account: Account,
  kind: FactKind,
  doc: DocumentView,
  body: Content,
): Promise<SaveResult> {
  const named = doc.mine ? doc.head : (doc.submitted ?? doc.head);
  if (!named) return { ok: false, reason: "empty" };
  const { placementId: placement_id, docId: doc_id } = doc;
  const row = factRow({ placement_id, doc_id, rev_id: named.rev_id, hash: named.hash }, kind, body);
  return stored(() => commit(account, [row]));
}

/** A tombstone holds the last words, so that the document can be brought back from it. */
export async function removeDocument(account: Account, docId: string): Promise<SaveResult> {
  const view = account.view(docId);
  const draft = account.local(docId).draft;
  return stored(async () => {
    if (draft) await deleteDraft(account, docId);
    if (!view?.head || view.head.deleted) return;
    const place = { base_rev: view.head.rev_id, merges: [], deleted: true };
    const row = await revisionRow(account, view, view.head.content ?? {}, place);
    await commit(account, [row]);
    account.setBase(docId, row.id);
  });
}

export async function restoreDocument(account: Account, docId: string): Promise<SaveResult> {
  const view = account.view(docId);
  if (!view?.head?.content) return { ok: false, reason: "empty" };
  const place = { base_rev: view.head.rev_id, merges: [] };
  const row = await revisionRow(account, view, view.head.content, place);
  return stored(() => commit(account, [row]));
}

type Named = Pick<NewFact, "placement_id" | "doc_id" | "rev_id" | "hash">;

/** Draft to revision, with the facts about it in the same transaction. */
async function save(
  account: Account,
  docId: string,
  facts: (named: Named) => Row<QueuedFact>[],
): Promise<SaveResult> {
  return stored(async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const view = account.view(docId);
      const draft = account.local(docId).draft;
      if (!view || (!draft && !view.head)) return { ok: false, reason: "empty" };
      if (draft && !isUnchanged(draft, view)) {
        const hits = guardHits(account, draft.placement_id, draft.content);
        if (isHeldBack(hits)) {
          await putDraft(account, { ...draft, hits });
          return { ok: false, reason: "held_back", hits };
        }
        const row = await revisionRow(account, view, draft.content, {
          base_rev: draft.base_rev,
          merges: [],
        });
        if (!(await commit(account, [row, ...facts(row.item)], draft))) continue;
        account.setBase(docId, row.id);
      } else if (view.head) {
        if (!(await commit(account, facts({ ...view.head }), draft))) continue;
      }
      return { ok: true };
    }
    return { ok: false, reason: "storage" };
  });
}

/** Goals that the entry names go along, so that its reader can read them too. */
async function submitGoals(account: Account, entry: DocumentView, to: string): Promise<void> {
  const goals = Array.isArray(entry.content.goals) ? entry.content.goals : [];
  for (const docId of goals) {
    const goal = typeof docId === "string" ? account.view(docId) : undefined;
    if (!goal?.mine || goal.siblings.length > 0 || goal.head?.deleted) continue;
    const isSent = (revId: string | undefined) =>
      revId !== undefined &&
      (goal.submitted?.rev_id === revId ||
        goal.waiting.some((fact) => fact.kind === "submission" && fact.rev_id === revId));
    if (!goal.hasDraft && isSent(goal.head?.rev_id)) continue;
    await save(account, goal.docId, (named) => [
      factRow(named, "submission", { ask: "feedback", to }),
    ]);
  }
}

async function revisionRow(
  account: Account,
  view: DocumentView,
  content: Content,
  place: { base_rev: string | null; merges: string[]; deleted?: boolean },
): Promise<Row<QueuedRevision>> {
  const { placementId: placement_id, docId: doc_id, kind } = view;
  const device_time = account.now().toISOString();
  const item = await mint({ placement_id, doc_id, kind, content, ...place }, device_time);
  return { type: "revision", id: item.rev_id, doc_id, placement_id, item };
}

function factRow(named: Named, kind: FactKind, body: Content): Row<QueuedFact> {
  const { placement_id, doc_id, rev_id, hash } = named;
  const text = cleaned(body) as Content;
  const item = { fact_id: newId(), kind, placement_id, doc_id, rev_id, hash, body: text };
  return { type: "fact", id: item.fact_id, doc_id, placement_id, item };
}

function isUnchanged(draft: Draft, view: DocumentView): boolean {
  const { head } = view;
  const same = head?.rev_id === draft.base_rev && sameContent(head?.content ?? null, draft.content);
  return same && !head?.deleted;
}

/** The device's no is an answer, never a crash: the form keeps its contents. */
async function stored(work: () => Promise<unknown>): Promise<SaveResult> {
  try {
    const result = await work();
    return isResult(result) ? result : { ok: true };
  } catch (error) {
    if (error instanceof StorageProblem) return { ok: false, reason: "storage" };
    throw error;
  }
}

function isResult(value: unknown): value is SaveResult {
  return typeof value === "object" && value !== null && "ok" in value;
}
