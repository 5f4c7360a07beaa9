/** The sync with what a browser has to offer: its network, its timers, and locks over all its tabs. */

import type { Account } from "../data/account.ts";
import { attempt } from "../data/live.ts";
import { Engine } from "./engine.ts";
import { clearLeftBehind } from "./leaving.ts";
import { ownLocks, tabLocks } from "./locks.ts";
import { browserFetch } from "./server.ts";
import { Triggers } from "./triggers.ts";

export function triggersFor(account: Account): Triggers {
  const locks = "locks" in navigator ? tabLocks : ownLocks();
  void clearLeftBehind(locks).catch(() => {});
  const engine = new Engine(account, { fetch: browserFetch, locks });
  return new Triggers({
    run: () => engine.run(),
    waiting: () => account.counts.peek().waiting + account.counts.peek().photos,
    visible: () => document.visibilityState === "visible",
    clock: () => performance.now(),
    random: Math.random,
    setTimer: (work, milliseconds) => setTimeout(work, milliseconds),
    clearTimer: (timer) => clearTimeout(timer as number),
    report: (state) => {
      attempt.value = state;
    },
  });
}
