/** One sync at a time: over all tabs of a browser, or within one process. */

import type { Locks } from "./engine.ts";

export const tabLocks: Locks = {
  tryLock: (name, work) =>
    navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return lock !== null;
    }),
};

export function ownLocks(): Locks {
  const taken = new Set<string>();
  return {
    async tryLock(name, work) {
      if (taken.has(name)) return false;
      taken.add(name);
      try {
        await work();
      } finally {
        taken.delete(name);
      }
      return true;
    },
  };
}
