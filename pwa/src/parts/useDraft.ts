/** Keeps what is typed: `const draft = useDraft(first, write)`, then `draft.set({title})`. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Keeper, type Kept } from "./keeper.ts";

export interface Draft<T> {
  content: T;
  /** "" before the first keystroke; "failed" means: not kept, say so loudly. */
  kept: Kept;
  /** A function gets what stands there by then: for what comes later than it was asked for. */
  set: (changes: Partial<T> | ((content: T) => Partial<T>)) => void;
  /** Writes what still waits. Saving and sending wait for it, and stop when it answers false. */
  flush: () => Promise<boolean>;
}

export function useDraft<T extends object>(
  first: T,
  write: (content: T) => Promise<void>,
): Draft<T> {
  const [content, setContent] = useState(first);
  const [kept, setKept] = useState<Kept>("");
  const made = useRef<Keeper<T> | null>(null);
  made.current ??= new Keeper(first, write, setKept);
  const keeper = made.current;
  keeper.write = write;

  const flush = () => keeper.flush();
  const set: Draft<T>["set"] = (changes) => {
    const wanted = typeof changes === "function" ? changes(keeper.latest) : changes;
    keeper.put({ ...keeper.latest, ...wanted });
    setContent(keeper.latest);
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
