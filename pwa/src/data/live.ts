/** What the screens see: the account of whoever is signed in on this device. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { DocumentView, Session, SyncReport, SyncStatus } from "../types.ts";
import type { Account } from "./account.ts";
import type { Farewell } from "./records.ts";

export const account = signal<Account | null>(null);

/** Null until somebody signed in and the server once told who that is. */
export const session: ReadonlySignal<Session | null> = computed(() => {
  const me = account.value?.me.value;
  return me && account.value ? { me, personId: account.value.personId } : null;
});
export const documents: ReadonlySignal<DocumentView[]> = computed(
  () => account.value?.documents.value ?? [],
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
export const writes = signal(0);
export const sync: ReadonlySignal<SyncStatus> = computed(() => {
  const counts = account.value?.counts.value;
  const { waiting = 0, held = 0, photos = 0, pdfs = 0, refusedPhotos = 0 } = counts ?? {};
  const concepts = (counts?.drafts ?? 0) - held;
  const storage = account.value?.storage.value ? "storage" : "";
  const { running, problem } = attempt.value;
  const lastSent = account.value?.lastSent.value ?? null;
  const left = { waiting, photos, pdfs, refusedPhotos, held, concepts };
  return { ...left, writing: writes.value > 0, lastSent, running, problem: storage || problem };
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

/** Something was written that the server does not have yet. */
export function syncSoon(): void {
  connected?.soon();
}

export async function syncNow(): Promise<SyncReport> {
  return connected ? connected.now() : NEVER;
}
