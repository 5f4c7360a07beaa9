/** What the server last told about whoever is signed in. */

import type { Me } from "../types.ts";
import type { Account } from "./account.ts";
import { atomically } from "./transactions.ts";

/** With its ETag: beside another answer that would hide for ever what is new in this one. */
export async function keepMe(account: Account, me: Me, etag: string): Promise<void> {
  await account.store.run((db) =>
    atomically(db, async ({ meta }) => {
      await meta.put(me, "me");
      await meta.put(etag, "me_etag");
    }),
  );
  account.me.value = me;
  account.meEtag = etag;
}
