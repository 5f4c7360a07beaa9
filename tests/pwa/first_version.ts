/** The database as the first version of the app made it, open. */

import { openDB } from "idb";

export function firstVersion(name: string) {
  return openDB(name, 1, {
    upgrade(db) {
      const docs = db.createObjectStore("docs", { keyPath: "doc_id" });
      docs.createIndex("placement", "placement_id");
      db.createObjectStore("drafts", { keyPath: "doc_id" });
      const outbox = db.createObjectStore("outbox", { keyPath: "id" });
      const held = db.createObjectStore("held", { keyPath: "id" });
      const quarantine = db.createObjectStore("quarantine", { keyPath: "id" });
      for (const store of [outbox, held, quarantine]) store.createIndex("doc", "doc_id");
      outbox.createIndex("n", "n");
      for (const name of ["placement", "recent"]) held.createIndex(name, name);
      db.createObjectStore("meta");
    },
  });
}
