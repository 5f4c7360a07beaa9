/** What the screens do: the one that acts brings this along, the first one does without. */

import type { Content, DocumentKind, DocumentView, FactKind, SaveResult } from "../types.ts";
import type { Account } from "./account.ts";
import * as keeping from "./keeping.ts";
import { account, persisted, syncSoon, writes } from "./live.ts";
import { sameContent } from "./revisions.ts";
import * as writing from "./writing.ts";

export async function writeDraft(
  placementId: string,
  kind: DocumentKind,
  docId: string,
  content: Content,
): Promise<void> {
  await writing.writeDraft(mine(), placementId, kind, docId, content);
}

export async function discardDraft(docId: string): Promise<void> {
  await writing.discardDraft(mine(), docId);
}

export async function saveDocument(docId: string): Promise<SaveResult> {
  return sending(writing.saveDocument(mine(), docId));
}

export async function submitDocument(
  docId: string,
  body: { ask: "feedback" | "sign_off"; to: string },
): Promise<SaveResult> {
  return sending(writing.submitDocument(mine(), docId, body));
}

export async function chooseVersion(
  docId: string,
  content: Content,
  shown: readonly string[],
  deleted?: boolean,
): Promise<SaveResult> {
  return sending(writing.chooseVersion(mine(), docId, content, shown, deleted));
}

export async function sendFact(
  kind: FactKind,
  doc: DocumentView,
  body: Content,
): Promise<SaveResult> {
  return sending(writing.sendFact(mine(), kind, doc, body));
}

/** After the server erased the earlier versions: no copy stays here to be offered again. */
export async function forgetOldText(docId: string): Promise<void> {
  await keeping.forgetOldText(mine().store, docId);
}

const UNDO = 10_000;
const deletions = new Map<string, () => Promise<void>>();

/** Gone from the lists at once, from the logbook after ten seconds; the answer undoes it. */
export async function deleteDocument(docId: string): Promise<() => Promise<void>> {
  const here = mine();
  const timer = setTimeout(() => void finish(), UNDO);
  here.leaving.add(docId);
  here.redraw([docId]);
  deletions.set(docId, finish);
  window.addEventListener("pagehide", finishDeletions);
  const before = here.view(docId);
  let gone: Promise<void> | undefined;
  return async () => {
    if (!gone) return stay();
    await gone;
    if (before) await bringBack(here, before);
  };

  function stay(): void {
    clearTimeout(timer);
    deletions.delete(docId);
    here.leaving.delete(docId);
    here.redraw([docId]);
  }
  async function finish(): Promise<void> {
    if (!deletions.delete(docId)) return;
    clearTimeout(timer);
    gone = noted(writing.removeDocument(here, docId)).then(stay);
    await gone;
    syncSoon();
  }
}

/**
 * Whoever left the page for a moment, or did not log out after all, can still undo. Not in the name
 * of somebody else who signed in.
 */
async function bringBack(here: Account, view: DocumentView): Promise<void> {
  if (account.peek() !== here) return;
  const { docId, placementId, kind, content } = view;
  if (here.view(docId)?.head?.deleted && !(await restoreDocument(docId)).ok) {
    throw new Error("not brought back");
  }
  const now = here.view(docId);
  if (now && sameContent(now.content, content)) return;
  // Words that never left this device: no tombstone holds them.
  here.setBase(docId, now?.head?.rev_id ?? null);
  await writeDraft(placementId, kind, docId, content);
}

/** Whoever closes the page can no longer undo. */
export function finishDeletions(): void {
  for (const finish of [...deletions.values()]) void finish();
}

/** From its tombstone, which holds its last words. */
export async function restoreDocument(docId: string): Promise<SaveResult> {
  return sending(writing.restoreDocument(mine(), docId));
}

/** A refusal that was read: nothing is left to mend. */
export async function dismissProblem(view: DocumentView): Promise<void> {
  if (view.problem) await mine().dismissProblem(view.docId, view.problem.id);
}

/** What a screen keeps on this device beside documents; it leaves with the account. */
export async function keepNote(key: string, value: unknown): Promise<void> {
  await mine().store.setMeta(`kept:${key}`, value);
}

export async function keptNote<Value>(key: string): Promise<Value | undefined> {
  return mine().store.getMeta<Value>(`kept:${key}`);
}

function mine(): Account {
  const here = account.peek();
  if (!here) throw new Error("nobody is signed in");
  return here;
}

async function sending(work: Promise<SaveResult>): Promise<SaveResult> {
  const result = await noted(work);
  if (result.ok) {
    syncSoon();
    void askToStay();
  }
  return result;
}

/** Nothing may say meanwhile that everything is on the server. */
async function noted(work: Promise<SaveResult>): Promise<SaveResult> {
  writes.value += 1;
  try {
    return await work;
  } finally {
    writes.value -= 1;
  }
}

async function askToStay(): Promise<void> {
  if (persisted.peek() !== null || typeof navigator === "undefined") return;
  persisted.value = (await navigator.storage?.persist?.()) ?? false;
}
