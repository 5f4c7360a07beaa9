import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { keepNote, keptNote } from "../../data/acting.ts";

type Phrases = Record<string, string[]>;

const KEY = "phrases";
const MOST = 8;
const all = signal<Phrases>({});

/** Sentences that somebody says often, by kind of reaction; the newest comes first. */
export function usePhrases(tone: string) {
  useEffect(() => {
    void keptNote<Phrases>(KEY).then((kept) => {
      all.value = kept ?? {};
    });
  }, []);
  const list = all.value[tone] ?? [];
  const change = async (changed: string[]) => {
    all.value = { ...all.value, [tone]: changed.slice(0, MOST) };
    await keepNote(KEY, all.value);
  };
  return {
    list,
    add: (phrase: string) => change([phrase, ...list]),
    remove: (phrase: string) => change(list.filter((other) => other !== phrase)),
  };
}
