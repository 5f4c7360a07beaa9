/** Signing out beside another window, and copies of those who never signed out. */

import { expect, test, vi } from "vitest";
import { newId } from "@/rules/uuid.ts";
import { Engine } from "@/sync/engine.ts";
import { ownLocks } from "@/sync/locks.ts";
import { another, browser, call, isCopyHere, load, reload } from "./browser.ts";
import { PLACEMENT, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { words } from "./phone.ts";

test("who never logged out of a phone that is not theirs leaves no copy for who comes next", async () => {
  await another(SUPERVISOR, false);
  await vi.waitFor(async () => expect(await isCopyHere()).toBe(false));
  await another(STUDENT, false);
  await another(SUPERVISOR, true);
  await reload();
  expect(await isCopyHere()).toBe(true);
});

test("what they had not sent stays for them, and their copy goes once it was", async () => {
  const here = browser.page.account.peek();
  if (!here) throw new Error("nobody is signed in");
  const docId = newId();
  await browser.page.writeDraft(here, PLACEMENT, "entry", docId, words("half een zin"));
  await another(SUPERVISOR, false);
  await reload();
  await new Promise((go) => setTimeout(go, 100));
  expect(await isCopyHere()).toBe(true);
  await another(STUDENT, true);
  const again = browser.page.account.peek();
  expect(again?.view(docId)?.content.title).toBe("half een zin");
  if (again) await browser.page.saveDocument(again, docId);
  if (again) await new Engine(again, { fetch: call, locks: ownLocks() }).run();
  await another(newId(), false);
  await vi.waitFor(async () => expect(await isCopyHere()).toBe(false));
});

test("in another window of this browser there is nobody any more either", async () => {
  const here = browser.page;
  const other = await load();
  await other.boot();
  expect(other.phase.value).toBe("ready");
  await here.logOut({ forget: true });
  await vi.waitFor(() => expect(other.phase.value).toBe("signed_out"));
  await vi.waitFor(() => expect(other.account.value).toBeNull());
  expect(await isCopyHere()).toBe(false);
});

test("what another window was still typing is on the disk before it loads again", async () => {
  const here = browser.page;
  const mine = here.account.peek();
  if (!mine) throw new Error("nobody is signed in");
  await here.writeDraft(mine, PLACEMENT, "entry", newId(), words("half een zin"));
  const other = await load();
  await other.boot();
  const theirs = other.account.peek();
  if (!theirs) throw new Error("nobody is signed in");
  await here.logOut({ forget: false });
  await vi.waitFor(() => expect(other.phase.value).toBe("signed_out"));
  expect(browser.loadAgain).toHaveBeenCalledTimes(1);
  // As a form does that is taken from the screen.
  const docId = newId();
  const { writeDraft } = await import("@/data/acting.ts");
  await writeDraft(PLACEMENT, "entry", docId, words("nog een letter"));
  await vi.waitFor(() => expect(browser.loadAgain).toHaveBeenCalledTimes(2));
  await reload();
  await browser.page.enterCode("123456", false);
  expect(browser.page.account.peek()?.view(docId)?.content.title).toBe("nog een letter");
});

test("whoever signed in in another window stays signed in when this one is left", async () => {
  const here = browser.page;
  const other = await load();
  browser.next = SUPERVISOR;
  await other.enterCode("123456", false);
  await here.logOut({ forget: true });
  expect(browser.cookie).toBe(SUPERVISOR);
  expect(await here.readDevice()).toMatchObject({ person: SUPERVISOR, leaving: false });
  expect(await isCopyHere()).toBe(false);
  other.account.peek()?.close();
});

test("sentences of one's own keep no copy of who never logged out either", async () => {
  const here = browser.page.account.peek();
  if (here) await browser.page.keepPhrases(here, { tip: ["Vraag eens door."] });
  await another(SUPERVISOR, false);
  await vi.waitFor(async () => expect(await isCopyHere()).toBe(false));
});

test("a copy that cannot go does not keep another one here", async () => {
  const { Account } = await import("@/data/account.ts");
  const stuck = newId();
  const open = Account.open;
  vi.spyOn(Account, "open").mockImplementation(async (person, around) => {
    if (person === stuck) throw new Error("broken");
    return open(person, around);
  });
  await browser.page.close();
  browser.page.account.peek()?.close();
  await browser.page.rememberDevice({ person: SUPERVISOR, left: [stuck, STUDENT] });
  await browser.page.clearLeftBehind(ownLocks());
  expect(await isCopyHere()).toBe(false);
  expect((await browser.page.readDevice()).left).toEqual([stuck]);
});

test("the copy of whoever came back meanwhile stays", async () => {
  const { Account } = await import("@/data/account.ts");
  const open = Account.open;
  vi.spyOn(Account, "open").mockImplementation(async (person, around) => {
    const theirs = await open(person, around);
    await browser.page.rememberDevice({ person: STUDENT, left: [] });
    return theirs;
  });
  await browser.page.close();
  browser.page.account.peek()?.close();
  await browser.page.rememberDevice({ person: SUPERVISOR, left: [STUDENT] });
  await browser.page.clearLeftBehind(ownLocks());
  expect(await isCopyHere()).toBe(true);
});

test("whoever comes next finds nothing in the memory of any window", async () => {
  const here = browser.page;
  const other = await load();
  await other.boot();
  await here.logOut({ forget: true });
  expect(vi.mocked(history.replaceState)).toHaveBeenCalledWith(null, "", "/inloggen");
  await vi.waitFor(() => expect(browser.loadAgain).toHaveBeenCalledTimes(2));
});
