/** Signing out: also when the server cannot be told, and while a sync is under way. */

import { expect, test, vi } from "vitest";
import { newId } from "@/rules/uuid.ts";
import { problem } from "./answers.ts";
import { browser, isCopyHere, reload } from "./browser.ts";
import { PLACEMENT, STUDENT } from "./fake_server.ts";
import { words } from "./phone.ts";

const PHRASES = { tip: ["Vraag eens door.", "Neem de tijd."], top: ["Mooi gedaan."] };
const toldNobody: [string, () => Promise<Response>][] = [
  ["there is no network", () => Promise.reject(new TypeError("network"))],
  ["the server is busy", async () => problem(429, "too_many_requests")],
  ["the server is broken", async () => problem(500, "unexpected")],
  ["a portal answers", async () => new Response("<h1>Wifi</h1>")],
];

test.each(toldNobody)("who leaves while %s is not let in again without a code", async (_, fail) => {
  browser.inBetween = fail;
  await browser.page.logOut({ forget: true });
  expect(browser.page.phase.value).toBe("signed_out");
  await reload();
  expect(browser.page.phase.value).toBe("signed_out");
  browser.inBetween = async () => undefined;
  expect(browser.cookie).toBe(STUDENT);
  await reload();
  expect(browser.page.phase.value).toBe("signed_out");
  expect(browser.calls).toEqual(["/api/logout"]);
  expect(browser.cookie).toBeNull();
  expect(await isCopyHere()).toBe(false);
  await browser.page.enterCode("123456", true);
  await reload();
  expect(browser.page.phase.value).toBe("ready");
});

test("a code signs in also where somebody left without the server's knowing", async () => {
  browser.inBetween = async (path) =>
    path === "/api/logout" ? problem(503, "overloaded") : undefined;
  await browser.page.logOut({ forget: true });
  await reload();
  await browser.page.enterCode("123456", false);
  expect(browser.page.phase.value).toBe("ready");
  await reload();
  expect(browser.page.phase.value).toBe("ready");
  expect(browser.calls).not.toContain("/api/logout");
});

test("a session that had ended by itself is over as well", async () => {
  browser.cookie = null;
  browser.inBetween = async () => problem(401, "not_signed_in");
  await browser.page.logOut({ forget: true });
  browser.inBetween = async () => undefined;
  await reload();
  expect(browser.page.phase.value).toBe("signed_out");
  expect(browser.calls).toEqual(["/api/me"]);
});

test("what was not sent stays on a phone of one's own, for after the next code", async () => {
  const { account, logOut, writeDraft } = browser.page;
  const here = account.peek();
  if (!here) throw new Error("nobody is signed in");
  const docId = newId();
  await writeDraft(here, PLACEMENT, "entry", docId, words("half een zin"));
  browser.inBetween = toldNobody[0]?.[1] as typeof browser.inBetween;
  await logOut({ forget: false });
  browser.inBetween = async () => undefined;
  await reload();
  await browser.page.enterCode("123456", false);
  expect(browser.page.account.peek()?.view(docId)?.content.title).toBe("half een zin");
});

test("sentences of one's own are named before leaving and downloaded, and keep no copy here", async () => {
  const { takeout } = await import("@/data/takeout.ts");
  const here = browser.page.account.peek();
  if (!here) throw new Error("nobody is signed in");
  await browser.page.keepPhrases(here, PHRASES);
  expect(JSON.parse(await (await takeout(here)).text()).phrases).toEqual(PHRASES);
  const { unsent, phrases } = await browser.page.parting();
  expect([browser.page.isSomething(unsent), phrases]).toEqual([false, 3]);
  await browser.page.logOut({ forget: false });
  expect(await isCopyHere()).toBe(false);
});

test("they stay with a copy that stays for what was not sent", async () => {
  const here = browser.page.account.peek();
  if (!here) throw new Error("nobody is signed in");
  await browser.page.keepPhrases(here, PHRASES);
  await browser.page.writeDraft(here, PLACEMENT, "entry", newId(), words("half een zin"));
  await browser.page.logOut({ forget: false });
  await reload();
  await browser.page.enterCode("123456", false);
  const again = browser.page.account.peek();
  expect(again && (await browser.page.keptPhrases(again))).toEqual(PHRASES);
});

test("a sync under way is waited for", async () => {
  const pull = held("/api/sync/pull");
  const synced = browser.page.syncNow();
  await pull.begun;
  const left = browser.page.logOut({ forget: true });
  await new Promise((go) => setTimeout(go, 50));
  expect(await isCopyHere()).toBe(true);
  pull.release();
  await Promise.all([synced, left]);
  expect(await isCopyHere()).toBe(false);
});

test("a sync that does not end brings nothing back when its answer comes after all", async () => {
  const pull = held("/api/sync/pull");
  const synced = browser.page.syncNow();
  await pull.begun;
  const wait = globalThis.setTimeout;
  const impatient = (work: () => void, ms = 0) => wait(work, ms === 5_000 ? 0 : ms);
  vi.spyOn(globalThis, "setTimeout").mockImplementation(impatient as typeof setTimeout);
  await browser.page.logOut({ forget: true });
  expect(await isCopyHere()).toBe(false);
  pull.release();
  await synced;
  expect(await isCopyHere()).toBe(false);
  expect(browser.page.attempt.value).toEqual({ running: false, problem: "" });
});

test("where the device has no room to note that somebody left, the page that loads again opens nothing", async () => {
  const device = await import("@/data/device.ts");
  const full = vi.spyOn(device, "rememberDevice").mockRejectedValue(new Error("full"));
  await browser.page.logOut({ forget: true }).catch(() => {});
  full.mockRestore();
  expect((await browser.page.readDevice()).person).toBe(STUDENT);
  await reload();
  expect(browser.page.phase.value).toBe("signed_out");
  expect(browser.calls).toEqual([]);
  expect(await isCopyHere()).toBe(false);
});

/** The answer to the next such call comes when it is released. */
function held(path: string) {
  let release = () => {};
  let begin = () => {};
  const begun = new Promise<void>((go) => {
    begin = go;
  });
  const answered = new Promise<undefined>((go) => {
    release = () => go(undefined);
  });
  browser.inBetween = async (input) => {
    if (!input.startsWith(path)) return undefined;
    begin();
    return answered;
  };
  return { begun, release: () => release() };
}
