/** Sentences that somebody keeps to say again. They lie nowhere but on this device. */

import type { Account } from "./account.ts";

/** By kind of reaction. */
export type Phrases = Record<string, string[]>;

const KEY = "kept:phrases";

export async function keptPhrases({ store }: Account): Promise<Phrases> {
  return (await store.getMeta<Phrases>(KEY)) ?? {};
}

export async function keepPhrases({ store }: Account, phrases: Phrases): Promise<void> {
  await store.setMeta(KEY, phrases);
}
