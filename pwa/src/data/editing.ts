/** One window writes in a document at a time: two that do not know of each other overwrite drafts. */

/** What the window that loses its turn still had to put down must be there before we read. */
const HANDOVER = 500;

/**
 * Takes the turn to write in `docId`. Answers how to give it back, or null when another window of
 * this browser has it. With `takeOver` that window loses its turn, and hears so by `onLost`.
 */
export function takeTurn(
  docId: string,
  takeOver: boolean,
  onLost: () => void,
): Promise<(() => void) | null> {
  // Without locks there is no telling; then it is as if there were one window.
  if (!("locks" in navigator)) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    navigator.locks
      .request(
        `vakwerk-writing-${docId}`,
        takeOver ? { steal: true } : { ifAvailable: true },
        async (lock) => {
          if (!lock) return resolve(null);
          if (takeOver) await new Promise((go) => setTimeout(go, HANDOVER));
          return new Promise<void>((giveBack) => resolve(giveBack));
        },
      )
      .catch(onLost);
  });
}
