/**
 * Whose phone this is at the moment. Kept as strictly as the text itself: a browser writes
 * localStorage down some seconds later, and a phone whose battery died in between would ask its
 * owner to sign in before showing what she wrote.
 */

import { openDB } from "idb";

export interface Device {
  person: string | null;
  /** "Dit is niet mijn telefoon": leaving removes every copy. */
  shared: boolean;
  /** Somebody left, and the server has not said yet that their session is over. */
  leaving: boolean;
  /** Whose phone it was not either, and whose copy is still here: they never logged out. */
  left?: string[];
}

const STORE = "device";
let known: Device = { person: null, shared: false, leaving: false };

/** As read or remembered last. */
export function isSharedDevice(): boolean {
  return known.shared;
}

export async function readDevice(): Promise<Readonly<Device>> {
  const db = await opened();
  known = { ...known, ...((await db.get(STORE, STORE)) as Device | undefined) };
  db.close();
  return known;
}

export async function rememberDevice(changes: Partial<Device>): Promise<void> {
  known = { ...known, ...changes };
  const db = await opened();
  const tx = db.transaction(STORE, "readwrite", { durability: "strict" });
  await Promise.all([tx.store.put(known, STORE), tx.done]);
  db.close();
}

/** Asked for at the start and when somebody comes or goes: not worth keeping a handle that can die. */
function opened() {
  return openDB("vakwerk-device", 1, {
    upgrade: (db) => {
      db.createObjectStore(STORE);
    },
  });
}
