/** Signing out: what would stay behind is named, and what was sent leaves no copy here. */

import { Account } from "../data/account.ts";
import { finishDeletions } from "../data/acting.ts";
import { deleteAccount } from "../data/database.ts";
import { readDevice, rememberDevice } from "../data/device.ts";
import { account, syncNow } from "../data/live.ts";
import { keptPhrases } from "../data/phrases.ts";
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
  /** Sentences that somebody keeps to say again. */
  phrases: number;
}

/** What would stay behind; a last attempt to send it is made first. */
export async function unsentWork(): Promise<Unsent> {
  finishDeletions();
  await syncNow();
  return unsent(account.peek());
}

/** A photo that the server refused is nowhere else. */
async function unsent(here: Account | null): Promise<Unsent> {
  const farewells = here?.farewells.peek().length ?? 0;
  const { waiting = 0, photos = 0, refusedPhotos = 0, drafts = 0 } = here?.counts.peek() ?? {};
  // Where they cannot be read, nobody may think that there are none.
  const kept = here ? await keptPhrases(here).catch(() => ({ unread: [""] })) : {};
  const phrases = Object.values(kept).flat().length;
  return { waiting, photos: photos + refusedPhotos, drafts, farewells, phrases };
}

/** Keeps unsent work on this device unless `forget`; without unsent work nothing stays. */
export async function logOut(options: { forget: boolean }): Promise<void> {
  const here = account.peek();
  await Promise.race([close(), new Promise((go) => setTimeout(go, PATIENCE))]);
  const keep = !options.forget && (await holdsUnsent(here));
  // A device without room for it has some when the copy is gone, and it is written again then.
  await rememberDevice({ person: null, leaving: true }).catch(() => {});
  here?.signOut();
  try {
    if (here && !keep) await deleteAccount(here.personId);
    await endSession();
  } finally {
    signedOut();
  }
}

/** Copies of those whose phone it was not and who never logged out, once nothing in them is unsent. */
export async function clearLeftBehind(): Promise<void> {
  const { left = [] } = await readDevice();
  for (const person of left) {
    const theirs = await Account.open(person, { now: () => new Date() });
    const keep = await holdsUnsent(theirs);
    theirs.close();
    if (keep) continue;
    await deleteAccount(person);
    const { left: known = [] } = await readDevice();
    await rememberDevice({ left: known.filter((one) => one !== person) });
  }
}

async function holdsUnsent(here: Account | null): Promise<boolean> {
  return Object.values(await unsent(here)).some((count) => count > 0);
}
