/** Everything of one account that lies on this device, as one file that is readable without us. */

import type { Account } from "./account.ts";
import { keptPhrases } from "./phrases.ts";
import type { Store } from "./store.ts";

export async function takeout(account: Account): Promise<Blob> {
  const rows = await everything(account.store);
  const texts = account.documents.value.map(({ docId, kind, state, content }) => ({
    doc_id: docId,
    kind,
    state,
    content,
  }));
  const made = { format: "vakwerk-export", version: 1, made_at: account.now().toISOString() };
  const [me, farewells] = [account.me.value, account.farewells.value];
  const about = { ...made, me, texts, farewells, phrases: await keptPhrases(account) };
  const written = JSON.stringify({ ...about, ...rows }, null, 2);
  // One by one: together they may be more than one string can hold.
  const parts: BlobPart[] = [written.replace(/\n\}$/, ',\n  "files": [')];
  let separator = "\n";
  for (const key of await account.store.run((db) => db.getAllKeys("photo_bytes"))) {
    const bytes = await account.store.run((db) => db.get("photo_bytes", key));
    if (!bytes) continue;
    const [placement_id, sha256] = key;
    const file = { placement_id, sha256, base64: base64(bytes) };
    parts.push(`${separator}    ${JSON.stringify(file)}`);
    separator = ",\n";
  }
  parts.push("\n  ]\n}\n");
  return new Blob(parts, { type: "application/json" });
}

/** Every row of every store but the bytes of photos. */
export async function everything(store: Store): Promise<Record<string, unknown[]>> {
  return store.run(async (db) => {
    const stores = ["docs", "drafts", "outbox", "held", "quarantine", "photos"] as const;
    const tx = db.transaction(stores);
    const rows = await Promise.all(stores.map((name) => tx.objectStore(name).getAll()));
    return Object.fromEntries(stores.map((name, index) => [name, rows[index] ?? []]));
  });
}

const CHUNK = 0x8000;

function base64(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes);
  let text = "";
  for (let at = 0; at < all.length; at += CHUNK) {
    text += String.fromCharCode(...all.subarray(at, at + CHUNK));
  }
  return btoa(text);
}
