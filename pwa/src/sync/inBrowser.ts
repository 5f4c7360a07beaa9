/** The engine with what a browser has to offer: its network, and locks over all its tabs. */

import type { Account } from "../data/account.ts";
import type { Fetch } from "./api.ts";
import { Engine } from "./engine.ts";
import { ownLocks, tabLocks } from "./locks.ts";

export function engineFor(account: Account, fetch: Fetch): Engine {
  const locks = "locks" in navigator ? tabLocks : ownLocks();
  return new Engine(account, { fetch, locks });
}
