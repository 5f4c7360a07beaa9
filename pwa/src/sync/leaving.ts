/** Signing out: what would stay behind is named, and what was sent leaves no copy here. */

import { Account } from "../data/account.ts";
import { finishDeletions } from "../data/acting.ts";
import { deleteAccount } from "../data/database.ts";
import { readDevice, rememberDevice } from "../data/device.ts";
import { account, syncNow } from "../data/live.ts";
import { keptPhrases } from "../data/phrases.ts";
import type { Locks } from "./engine.ts";
import { close, signedOut } from "./session.ts";
import { endSession } from "./signing.ts";

/** A sync that has not ended by then is cut off; what it did not send stays unsent. */
const PATIENCE = 5_000;

export interface Unsent {
  waiting: number;
  photos: number;
  drafts: number;
  /** Words that the server took away, not yet downloaded and let go: this copy is the only one. */
  farewells: number;
}

export interface Parting {
  unsent: Unsent;
  /** Sentences that somebody keeps to say again. They are never sent: no copy stays for them. */
  phrases: number;
}

/** What whoever leaves is told first; a last attempt to send what can be sent is made before. */
export async function parting(): Promise<Parting> {
  finishDeletions();
  await syncNow();
  const here = account.peek();
  // Where they cannot be read, nobody may think that there are none.
  const kept = here ? await keptPhrases(here).catch(() => ({ unread: [""] })) : {};
  return { unsent: unsentWork(here), phrases: Object.values(kept).flat().length };
}

/** A photo that the server refused is nowhere else. */
function unsentWork(here: Account | null): Unsent {
  const farewells = here?.farewells.peek().length ?? 0;
  const { waiting = 0, photos = 0, refusedPhotos = 0, drafts = 0 } = here?.counts.peek() ?? {};
  return { waiting, photos: photos + refusedPhotos, drafts, farewells };
}

export function isSomething(unsent: Unsent): boolean {
  return Object.values(unsent).some((count) => count > 0);
}

/** Keeps unsent work on this device unless `forget`; without unsent work nothing stays. */
export async function logOut(options: { forget: boolean }): Promise<void> {
  const here = account.peek();
  await Promise.race([close(), new Promise((go) => setTimeout(go, PATIENCE))]);
  const keep = !options.forget && isSomething(unsentWork(here));
  const { person } = await readDevice().catch(() => ({ person: null }));
  // Somebody else signed in in another window: this device and its session are theirs.
  const isTheirs = person !== null && person !== here?.personId;
  // A device without room for it has some when the copy is gone, and it is written again then.
  if (!isTheirs) await rememberDevice({ person: null, leaving: true }).catch(() => {});
  here?.signOut(keep ? "stays" : "goes");
  try {
    if (here && !keep) await deleteAccount(here.personId);
    if (!isTheirs) await endSession();
  } finally {
    signedOut();
  }
}

/** Copies of those whose phone it was not and who never logged out, once nothing in them is unsent. */
export async function clearLeftBehind(locks: Locks): Promise<void> {
  const { left = [] } = await readDevice();
  for (const person of left) {
    const clear = () => clearCopy(person);
    // The copy of one that does not go is no reason to keep those of the others.
    await locks.tryLock(`vakwerk-sync-${person}`, clear).catch(() => {});
  }
}

async function clearCopy(person: string): Promise<void> {
  const theirs = await Account.open(person, { now: () => new Date() });
  theirs.close();
  if (isSomething(unsentWork(theirs)) || !(await isLeft(person))) return;
  await deleteAccount(person);
  const { left = [] } = await readDevice();
  await rememberDevice({ left: left.filter((one) => one !== person) });
}

/** They may have come back meanwhile, in another window. */
async function isLeft(person: string): Promise<boolean> {
  const device = await readDevice();
  return device.person !== person && device.left?.includes(person) === true;
}
