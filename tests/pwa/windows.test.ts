/** R12: several windows of one browser on one database. */

import { expect, test, vi } from "vitest";
import { Account } from "@/data/account.ts";
import { saveDocument, writeDraft } from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import { Engine } from "@/sync/engine.ts";
import { tabLocks } from "@/sync/locks.ts";
import { FakeServer, PLACEMENT, STUDENT } from "./fake_server.ts";
import { firstVersion } from "./first_version.ts";
import { Phone, words } from "./phone.ts";

test("R12 a window with an older version that does not let go is named, and no longer once it has", async () => {
  const name = `blocked-${newId()}`;
  const old = await firstVersion(name);
  const told = vi.fn();
  const opening = Account.open(STUDENT, { now: () => new Date(), database: name, blocked: told });
  await vi.waitFor(() => expect(told).toHaveBeenCalled());
  old.close();
  const account = await opening;
  expect(account.storage.value).toBe("");
  await writeDraft(account, PLACEMENT, "entry", newId(), words("begin"));
  expect(account.documents.value).toHaveLength(1);
});

test("R12 a newer version in another window gets its turn, and what is typed here is refused aloud", async () => {
  const phone = await Phone.open(new FakeServer(), STUDENT, `newer-${newId()}`);
  const doc = await phone.write(words("begin"));
  await takenOverBy(phone, 99);
  expect(phone.account.storage.value).toBe("outdated");
  await expect(phone.write(words("verder"), doc)).rejects.toThrow("storage: outdated");
  expect(await saveDocument(phone.account, doc)).toEqual({ ok: false, reason: "storage" });
  expect(phone.account.storage.value).toBe("outdated");
  expect(phone.see(doc).content.title).toBe("begin");
});

test("R12 two windows sync one at a time, by the browser's own locks", async () => {
  const server = new FakeServer();
  const name = `windows-${newId()}`;
  const open = async () => {
    const account = await Account.open(STUDENT, { now: () => new Date(), database: name });
    return {
      account,
      engine: new Engine(account, { fetch: server.fetchAs(STUDENT), locks: tabLocks }),
    };
  };
  const [left, right] = [await open(), await open()];
  await writeDraft(left.account, PLACEMENT, "entry", newId(), words("begin"));
  const [docId = ""] = left.account.documents.value.map((doc) => doc.docId);
  await saveDocument(left.account, docId);
  const ran = await Promise.all([left.engine.run(), right.engine.run()]);
  expect(ran.map(({ elsewhere }) => elsewhere).sort()).toEqual([false, true]);
  expect(server.calls.filter(({ path }) => path === "/api/sync/push")).toHaveLength(1);
});

function takenOverBy(phone: Phone, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(phone.device, version);
    request.onsuccess = () => resolve(request.result.close());
    request.onerror = () => reject(request.error);
  });
}
