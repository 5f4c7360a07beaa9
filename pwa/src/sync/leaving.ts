/** Signing out: what would stay behind is named, and what was sent leaves no copy here. */

import { finishDeletions } from "../data/acting.ts";
import { deleteAccount } from "../data/database.ts";
import { rememberDevice } from "../data/device.ts";
import { account, syncNow } from "../data/live.ts";
import { call } from "./server.ts";
import { close, phase } from "./session.ts";

export interface Unsent {
  waiting: number;
  photos: number;
  drafts: number;
}

/** What would stay behind; a last attempt to send it is made first. */
export async function unsentWork(): Promise<Unsent> {
  finishDeletions();
  await syncNow();
  return unsent();
}

/** A photo that the server refused is nowhere else. */
function unsent(): Unsent {
  const counts = account.peek()?.counts.peek();
  const { waiting = 0, photos = 0, refusedPhotos = 0, drafts = 0 } = counts ?? {};
  return { waiting, photos: photos + refusedPhotos, drafts };
}

/** Keeps unsent work on this device unless `forget`; without unsent work nothing stays. */
export async function logOut(options: { forget: boolean }): Promise<void> {
  const here = account.peek();
  const { waiting, photos, drafts } = unsent();
  const keep = !options.forget && waiting + photos + drafts > 0;
  close();
  try {
    await call("POST", "/api/logout");
  } catch {
    // Without a network the session ends on this device; the server's ends by itself.
  }
  await rememberDevice({ person: null });
  here?.close();
  if (here && !keep) await deleteAccount(here.personId);
  account.value = null;
  phase.value = "signed_out";
}
