/**
 * Keeps what is typed: `const draft = useDraft(first, write)`, then `draft.set({title})`.
 * Writes the first keystroke at once, and while somebody goes on typing every 400 ms.
 */

import { useEffect, useRef, useState } from "preact/hooks";

export interface Draft<T> {
  content: T;
  /** "" before the first keystroke; "failed" means: not kept, say so loudly. */
  kept: "" | "writing" | "kept" | "failed";
  /** A function gets what stands there by then: for what comes later than it was asked for. */
  set: (changes: Partial<T> | ((content: T) => Partial<T>)) => void;
  /** Writes what still waits; await it before saving or sending. */
  flush: () => Promise<void>;
}

const WAIT = 400;

export function useDraft<T extends object>(
  first: T,
  write: (content: T) => Promise<void>,
): Draft<T> {
  const [content, setContent] = useState(first);
  const [kept, setKept] = useState<Draft<T>["kept"]>("");
  const latest = useRef(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const written = useRef(Number.NEGATIVE_INFINITY);

  const flush = async () => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    written.current = performance.now();
    try {
      await write(latest.current);
      setKept(timer.current === undefined ? "kept" : "writing");
    } catch {
      setKept("failed");
    }
  };
  const set: Draft<T>["set"] = (changes) => {
    const wanted = typeof changes === "function" ? changes(latest.current) : changes;
    latest.current = { ...latest.current, ...wanted };
    setContent(latest.current);
    setKept("writing");
    // A timer that every keystroke starts again would leave a fast typist's words unkept.
    timer.current ??= setTimeout(flush, Math.max(0, written.current + WAIT - performance.now()));
  };

  useEffect(() => {
    const leave = () => void flush();
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  return { content, kept, set, flush };
}
