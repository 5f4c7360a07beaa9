/** What the screens see and do: the account of whoever is signed in on this device. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type {
  Content,
  DocumentKind,
  DocumentView,
  FactKind,
  SaveResult,
  Session,
  SyncReport,
  SyncStatus,
} from "../types.ts";
import type { Account } from "./account.ts";
import type { Farewell } from "./records.ts";
import * as writing from "./writing.ts";

export const account = signal<Account | null>(null);

/** Null until somebody signed in and the server once told who that is. */
export const session: ReadonlySignal<Session | null> = computed(() => {
  const me = account.value?.me.value;
  return me && account.value ? { me, personId: account.value.personId } : null;
});
export const documents: ReadonlySignal<DocumentView[]> = computed(
  () => account.value?.documents.value ?? [],
);
/** Deleted, and still there to be brought back. */
export const removedDocuments: ReadonlySignal<DocumentView[]> = computed(
  () => account.value?.removed.value ?? [],
);
/** Own words that the server no longer keeps, to be downloaded and then let go. */
export const farewells: ReadonlySignal<Farewell[]> = computed(
  () => account.value?.farewells.value ?? [],
);
/** The browser's answer to "may we stay?"; null before it was asked. */
export const persisted = signal<boolean | null>(null);

export const NEVER: SyncReport = {
  sent: 0,
  received: 0,
  waiting: 0,
  photos: 0,
  problem: "offline",
};
export const attempt = signal<{ running: boolean; problem: SyncStatus["problem"] }>({
  running: false,
  problem: "",
});
/** How much is on its way into the outbox and not counted there yet. */
const writes = signal(0);
export const sync: ReadonlySignal<SyncStatus> = computed(() => {
  const counts = account.value?.counts.value;
  const { waiting = 0, held = 0, photos = 0, pdfs = 0, refusedPhotos = 0 } = counts ?? {};
  const storage = account.value?.storage.value ? "storage" : "";
  const { running, problem } = attempt.value;
  const lastSent = account.value?.lastSent.value ?? null;
  const left = { waiting, photos, pdfs, refusedPhotos, held, writing: writes.value > 0 };
  return { ...left, lastSent, running, problem: storage || problem };
});

/** The sync lies a floor above and makes itself known here. */
interface Sync {
  now: () => Promise<SyncReport>;
  soon: () => void;
}
let connected: Sync | null = null;
export function connectSync(to: Sync | null): void {
  connected = to;
}

export function documentById(docId: string): DocumentView | undefined {
  const here = account.value;
  // Reading the list makes whoever asks look again when something changes.
  return here?.documents.value ? here.view(docId) : undefined;
}

/** To be called when the reader goes to another page: what is typed there builds on what it shows. */
export function forgetReading(): void {
  account.peek()?.forgetReading();
}

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

export async function chooseVersion(docId: string, content: Content): Promise<SaveResult> {
  return sending(writing.chooseVersion(mine(), docId, content));
}

export async function restoreDocument(docId: string): Promise<SaveResult> {
  return sending(writing.restoreDocument(mine(), docId));
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
  await mine().store.forgetOldText(docId);
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
  return async () => stay();

  function stay(): void {
    clearTimeout(timer);
    deletions.delete(docId);
    here.leaving.delete(docId);
    here.redraw([docId]);
  }
  async function finish(): Promise<void> {
    if (!deletions.has(docId)) return;
    clearTimeout(timer);
    deletions.delete(docId);
    await noted(writing.removeDocument(here, docId));
    here.leaving.delete(docId);
    here.redraw([docId]);
    connected?.soon();
  }
}

/** Whoever closes the page can no longer undo. */
export function finishDeletions(): void {
  for (const finish of [...deletions.values()]) void finish();
}

export async function syncNow(): Promise<SyncReport> {
  return connected ? connected.now() : NEVER;
}

/** Everything of this account that lies on this device, readable without us. */
export async function exportMine(): Promise<Blob> {
  const { takeout } = await import("./takeout.ts");
  return takeout(mine());
}

export async function dismissFarewell(docId: string): Promise<void> {
  await mine().dismissFarewell(docId);
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
    connected?.soon();
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
