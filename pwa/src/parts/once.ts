/** `once(useRef(false), work)`: a second tap does nothing until the first one's work is done. */

/** A disabled button comes too late: both taps can come before it is drawn. */
export function once<Given extends unknown[]>(
  busy: { current: boolean },
  work: (...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await work(...given);
    } finally {
      busy.current = false;
    }
  };
}
