/** R12: several windows of one browser on one database. */

import { expect, test, vi } from "vitest";
import { Account } from "@/data/account.ts";
import { deleteAccount } from "@/data/database.ts";
import { saveDocument, writeDraft } from "@/data/writing.ts";
import { newId } from "@/rules/uuid.ts";
import type { Fetch } from "@/sync/api.ts";
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

test("a window hears of a new epoch and new people also when another window heard it first", async () => {
  const server = new FakeServer();
  const name = `windows-${newId()}`;
  const open = async () => {
    const account = await Account.open(STUDENT, { now: () => new Date(), database: name });
    const fetch = withEtag(server, server.fetchAs(STUDENT));
    return { account, engine: new Engine(account, { fetch, locks: tabLocks }) };
  };
  const [left, right] = [await open(), await open()];
  for (const { engine } of [left, right]) await engine.run();
  server.epoch = "epoch-2";
  for (const { engine } of [left, right]) await engine.run();
  expect(right.account.me.value?.epoch).toBe("epoch-2");
  const again = await open();
  expect(again.account.me.value?.epoch).toBe("epoch-2");
  expect(again.account.meEtag).toBe('"epoch-2"');
});

test("who signs out in one window is signed out in all, and none of them brings the copy back", async () => {
  const person = newId();
  const told = vi.fn();
  const around = { now: () => new Date(), channel: (name: string) => new BroadcastChannel(name) };
  const here = await Account.open(person, around);
  const other = await Account.open(person, { ...around, signedOut: told });
  here.signOut("goes");
  await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
  await deleteAccount(person);
  await refusesText(other);
  expect(await databases()).not.toContain(`vakwerk-${person}`);
});

test("a copy that stays takes what is still being typed in another window", async () => {
  const person = newId();
  const told = vi.fn();
  const around = { now: () => new Date(), channel: (name: string) => new BroadcastChannel(name) };
  const here = await Account.open(person, around);
  const other = await Account.open(person, { ...around, signedOut: told });
  here.signOut("stays");
  await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
  const docId = newId();
  await writeDraft(other, PLACEMENT, "entry", docId, words("nog een letter"));
  other.close();
  const again = await Account.open(person, around);
  expect(again.view(docId)?.content.title).toBe("nog een letter");
});

test("a window that was told nothing does not bring back either what another one deleted", async () => {
  const person = newId();
  const other = await Account.open(person, { now: () => new Date() });
  await deleteAccount(person);
  await refusesText(other);
  expect(await databases()).not.toContain(`vakwerk-${person}`);
});

async function refusesText(account: Account): Promise<void> {
  const writing = writeDraft(account, PLACEMENT, "entry", newId(), words("nog een letter"));
  await expect(writing).rejects.toThrow("storage: outdated");
}

async function databases(): Promise<(string | undefined)[]> {
  return (await indexedDB.databases()).map(({ name }) => name);
}

/** As the real server: `/api/me` once, and then only when it changed. */
function withEtag(server: FakeServer, fetch: Fetch): Fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (input !== "/api/me") return answer;
    const etag = JSON.stringify(server.epoch);
    if (new Headers(init?.headers).get("if-none-match") === etag) {
      return new Response(null, { status: 304 });
    }
    answer.headers.set("etag", etag);
    return answer;
  };
}

function takenOverBy(phone: Phone, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(phone.device, version);
    request.onsuccess = () => resolve(request.result.close());
    request.onerror = () => reject(request.error);
  });
}
