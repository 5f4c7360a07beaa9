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
import { type Place, placeOn } from "./replacing.ts";
import { cleaned, mint, sameContent } from "./revisions.ts";

type Row<Kind> = Omit<Kind, "n">;
const ATTEMPTS = 3;

/** A form opens within a page: what is typed in it builds on what it shows from now on. */
export function beginWriting(account: Account, docId: string): void {
  const { draft } = account.local(docId);
  account.setBase(docId, draft ? draft.base_rev : (account.view(docId)?.head?.rev_id ?? null));
}

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
  if (isBehind(account, view) || view.siblings.length > 0) {
    // What was typed is kept as a version first: then it is there to choose.
    const kept = await save(account, docId, () => []);
    return kept.ok ? { ok: false, reason: "choose_version_first" } : kept;
  }
  return save(account, docId, (named) => [
    ...goalsAlong(account, docId, body.to),
    ...(isAsked(account, named, body) ? [] : [factRow(named, "submission", body)]),
  ]);
}

/**
 * `shown`: the versions that were on the screen; any other is left to be chosen from next.
 * `deleted`: the chosen one is the one in which the document was deleted, and so it is again.
 */
export async function chooseVersion(
  account: Account,
  docId: string,
  content: Content,
  shown: readonly string[],
  deleted = false,
): Promise<SaveResult> {
  const text = cleaned(content) as Content;
  return stored(async () => {
    const view = account.view(docId);
    if (!view?.head) return { ok: false, reason: "empty" };
    const hits = guardHits(account, view.placementId, text);
    if (isHeldBack(hits)) return { ok: false, reason: "held_back", hits };
    const versions = [view.head, ...view.siblings];
    const seen = versions.map(({ rev_id }) => rev_id).filter((id) => shown.includes(id));
    const local = account.local(docId);
    const place = placeOn(local, seen.length > 0 ? seen : shown.slice(0, 1));
    const row = await revisionRow(account, view, text, place, deleted);
    const draft = sendableDraft(account, docId);
    const said = [text, ...versions.map((version) => version.content)];
    // After the chosen one: the first to build on the head is the head.
    const own =
      draft && !said.some((words) => sameContent(words, draft.content))
        ? [await revisionRow(account, view, draft.content, placeOn(local, [draft.base_rev]))]
        : [];
    if (!(await commit(account, [row, ...own], draft, place.replaced))) return false;
    account.setBase(docId, row.id);
    return true;
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

/**
 * A tombstone holds the last words, also unsaved ones, so that the document can be brought back
 * from it. What is held back may not leave the phone, and what is too large cannot: that goes as
 * its author asked, and the last words are those before it.
 */
export async function removeDocument(account: Account, docId: string): Promise<SaveResult> {
  return stored(async () => {
    const view = account.view(docId);
    const local = account.local(docId);
    const { draft } = local;
    const typed = sendableDraft(account, docId)?.content;
    if (!view?.head || (view.head.deleted && !typed)) return commit(account, [], draft);
    const place = placeOn(local, [view.head.rev_id]);
    // Nothing of it ever left the phone, and nothing would.
    if (!typed && !place.base_rev) return commit(account, [], draft, place.replaced);
    const { rev_id } = view.head;
    const last =
      (place.replaced.some(({ id }) => id === rev_id) && local.server?.head) || view.head;
    const row = await revisionRow(account, view, typed ?? last.content ?? {}, place, true);
    if (!(await commit(account, [row], draft, place.replaced))) return false;
    account.setBase(docId, row.id);
    return true;
  });
}

export async function restoreDocument(account: Account, docId: string): Promise<SaveResult> {
  const view = account.view(docId);
  if (!view?.head?.content) return { ok: false, reason: "empty" };
  const place = placeOn(account.local(docId), [view.head.rev_id]);
  const row = await revisionRow(account, view, view.head.content, place);
  return stored(() => commit(account, [row], undefined, place.replaced));
}

type Named = Pick<NewFact, "placement_id" | "doc_id" | "rev_id" | "hash">;

/** Draft to revision, with the facts about it in the same transaction. */
async function save(
  account: Account,
  docId: string,
  facts: (named: Named) => Row<QueuedFact>[],
): Promise<SaveResult> {
  return stored(async () => {
    const view = account.view(docId);
    const local = account.local(docId);
    const { draft } = local;
    const written = draft ?? (view && setApart(account, view));
    if (!view || (!written && !view.head)) return { ok: false, reason: "empty" };
    if (written && !(draft && isUnchanged(draft, view))) {
      const hits = guardHits(account, written.placement_id, written.content);
      if (isHeldBack(hits)) {
        await putDraft(account, { ...written, hits });
        return { ok: false, reason: "held_back", hits };
      }
      const place = placeOn(local, [written.base_rev]);
      const row = await revisionRow(account, view, written.content, place);
      const rows = [row, ...facts(row.item)];
      if (!(await commit(account, rows, draft, place.replaced))) return false;
      account.setBase(docId, row.id);
      return true;
    }
    return view.head ? commit(account, facts({ ...view.head }), draft) : true;
  });
}

/**
 * Goals that the entry names go along, so that its reader can read them too: as they were saved.
 * What is being typed in one is its author's until it is saved.
 */
function goalsAlong(account: Account, docId: string, to: string): Row<QueuedFact>[] {
  const goals = account.view(docId)?.content.goals;
  return [...new Set(Array.isArray(goals) ? goals : [])].flatMap((goalId) => {
    const goal = typeof goalId === "string" ? account.view(goalId) : undefined;
    if (!goal?.mine || goal.siblings.length > 0 || !goal.head || goal.head.deleted) return [];
    const { rev_id } = goal.head;
    const isSent =
      goal.submitted?.rev_id === rev_id ||
      goal.waiting.some((fact) => fact.kind === "submission" && fact.rev_id === rev_id);
    return isSent ? [] : [factRow(goal.head, "submission", { ask: "feedback", to })];
  });
}

/** Undefined when there is none, or when its words may not leave this phone. */
function sendableDraft(account: Account, docId: string): Draft | undefined {
  const { draft } = account.local(docId);
  const hits = draft ? guardHits(account, draft.placement_id, draft.content) : [];
  return isHeldBack(hits) ? undefined : draft;
}

/**
 * What is on the screen as if it was typed: quarantined words, and those that were written over
 * what is too large. Sent as they are, they are a version.
 */
function setApart(account: Account, view: DocumentView): Draft | undefined {
  const { head, toMend, content, docId: doc_id, placementId: placement_id, kind } = view;
  const { replaced } = placeOn(account.local(doc_id), [head?.rev_id ?? null]);
  const isAbove = replaced.length > 0 && replaced.every(({ id }) => id !== head?.rev_id);
  if (!toMend && !isAbove) return undefined;
  const now = { updated_at: account.now().toISOString(), stamp: newId(), hits: [] };
  return { doc_id, placement_id, kind, content, base_rev: head?.rev_id ?? null, ...now };
}

/** What was typed builds on another version than the one that stands. */
function isBehind(account: Account, { docId, head }: DocumentView): boolean {
  const local = account.local(docId);
  if (!local.draft || !head) return false;
  const { base_rev } = local.draft;
  return base_rev !== head.rev_id && placeOn(local, [base_rev]).base_rev !== head.rev_id;
}

/** The same was asked about the same version, and nobody said anything since. */
function isAsked(account: Account, { doc_id, rev_id }: Named, body: Content): boolean {
  const last = account.view(doc_id)?.facts.findLast(({ kind }) => kind !== "seen");
  return (
    last?.kind === "submission" &&
    last.rev_id === rev_id &&
    sameContent(last.body, cleaned(body) as Content)
  );
}

async function revisionRow(
  account: Account,
  view: DocumentView,
  content: Content,
  { base_rev, merges }: Place,
  deleted = false,
): Promise<Row<QueuedRevision>> {
  const { placementId: placement_id, docId: doc_id, kind } = view;
  const device_time = account.now().toISOString();
  const wanted = { placement_id, doc_id, kind, content, base_rev, merges, deleted };
  const item = await mint(wanted, device_time);
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

/**
 * The device's no is an answer, never a crash: the form keeps its contents. False from the work
 * says that somebody typed meanwhile: then it looks again.
 */
async function stored(work: () => Promise<SaveResult | boolean>): Promise<SaveResult> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const result = await work();
      if (typeof result !== "boolean") return result;
      if (result) return { ok: true };
    }
  } catch (error) {
    if (!(error instanceof StorageProblem)) throw error;
  }
  return { ok: false, reason: "storage" };
}
