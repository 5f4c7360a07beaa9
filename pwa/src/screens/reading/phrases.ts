import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account } from "../../data/live.ts";
import { keepPhrases, keptPhrases, type Phrases } from "../../data/phrases.ts";

const MOST = 8;
const all = signal<Phrases>({});

/** Sentences that somebody says often, by kind of reaction; the newest comes first. */
export function usePhrases(tone: string) {
  useEffect(() => void read(), []);
  const list = all.value[tone] ?? [];
  const change = async (changed: (list: string[]) => string[]) => {
    const here = account.peek();
    if (!here) return;
    // Another window may have kept some since.
    await read();
    const phrases = { ...all.value, [tone]: changed(all.value[tone] ?? []).slice(0, MOST) };
    await keepPhrases(here, phrases);
    all.value = phrases;
  };
  const others = (phrase: string) => (list: string[]) => list.filter((one) => one !== phrase);
  return {
    list,
    add: (phrase: string) => change((list) => [phrase, ...others(phrase)(list)]),
    remove: (phrase: string) => change(others(phrase)),
  };
}

async function read(): Promise<void> {
  const here = account.peek();
  if (here) all.value = await keptPhrases(here);
}
