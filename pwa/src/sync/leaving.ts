/** Signing out: what would stay behind is named, and what was sent leaves no copy here. */

import { finishDeletions } from "../data/acting.ts";
import { deleteAccount } from "../data/database.ts";
import { rememberDevice } from "../data/device.ts";
import { account, syncNow } from "../data/live.ts";
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

/** What would stay behind; a last attempt to send it is made first. */
export async function unsentWork(): Promise<Unsent> {
  finishDeletions();
  await syncNow();
  return unsent();
}

/** A photo that the server refused is nowhere else. */
function unsent(): Unsent {
  const here = account.peek();
  const farewells = here?.farewells.peek().length ?? 0;
  const { waiting = 0, photos = 0, refusedPhotos = 0, drafts = 0 } = here?.counts.peek() ?? {};
  return { waiting, photos: photos + refusedPhotos, drafts, farewells };
}

/** Keeps unsent work on this device unless `forget`; without unsent work nothing stays. */
export async function logOut(options: { forget: boolean }): Promise<void> {
  const here = account.peek();
  await Promise.race([close(), new Promise((go) => setTimeout(go, PATIENCE))]);
  const keep = !options.forget && Object.values(unsent()).some((left) => left > 0);
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
