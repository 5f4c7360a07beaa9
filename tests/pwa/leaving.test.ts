/** Signing out: also when the server cannot be told, and while a sync is under way. */

import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newId } from "@/rules/uuid.ts";
import { Engine } from "@/sync/engine.ts";
import { ownLocks } from "@/sync/locks.ts";
import { json, problem } from "./answers.ts";
import { FakeServer, PLACEMENT, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { words } from "./phone.ts";

const COPY = `vakwerk-${STUDENT}`;
let server: FakeServer;
/** Whom the browser's cookie belongs to. */
let cookie: string | null;
/** Whose code the next one is. */
let next: string;
/** What comes of a call before the server sees it. */
let inBetween: (path: string) => Promise<Response | undefined>;
let calls: string[];
const loadAgain = vi.fn();
let page: Awaited<ReturnType<typeof load>>;

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("document", { visibilityState: "visible", documentElement: {} });
  vi.stubGlobal("fetch", call);
  vi.stubGlobal("history", { replaceState: vi.fn() });
  vi.stubGlobal("location", { pathname: "/", search: "", reload: loadAgain });
  server = new FakeServer();
  cookie = null;
  next = STUDENT;
  calls = [];
  loadAgain.mockClear();
  inBetween = async () => undefined;
  page = await load();
  await page.enterCode("123456", true);
});

afterEach(() => {
  page.account.peek()?.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A page that knows nothing but what lies on the device. */
async function load() {
  vi.resetModules();
  const [session, leaving, signing, live, writing] = await Promise.all([
    import("@/sync/session.ts"),
    import("@/sync/leaving.ts"),
    import("@/sync/signing.ts"),
    import("@/data/live.ts"),
    import("@/data/writing.ts"),
  ]);
  return { ...session, ...leaving, ...signing, ...live, ...writing };
}

async function reload(): Promise<void> {
  await page.close();
  page.account.peek()?.close();
  page = await load();
  calls = [];
  await page.boot();
}

async function call(input: string, init?: RequestInit): Promise<Response> {
  calls.push(input);
  const answer = await inBetween(input);
  if (answer) return answer;
  if (input === "/api/login") {
    cookie = next;
    return json({ person_id: next });
  }
  if (input === "/api/logout") {
    cookie = null;
    return new Response(null, { status: 204 });
  }
  return cookie ? server.fetchAs(cookie)(input, init) : problem(401, "not_signed_in");
}

async function isCopyHere(): Promise<boolean> {
  return (await indexedDB.databases()).some(({ name }) => name === COPY);
}

const toldNobody: [string, () => Promise<Response>][] = [
  ["there is no network", () => Promise.reject(new TypeError("network"))],
  ["the server is busy", async () => problem(429, "too_many_requests")],
  ["the server is broken", async () => problem(500, "unexpected")],
  ["a portal answers", async () => new Response("<h1>Wifi</h1>")],
];

test.each(toldNobody)("who leaves while %s is not let in again without a code", async (_, fail) => {
  inBetween = fail;
  await page.logOut({ forget: true });
  expect(page.phase.value).toBe("signed_out");
  await reload();
  expect(page.phase.value).toBe("signed_out");
  inBetween = async () => undefined;
  expect(cookie).toBe(STUDENT);
  await reload();
  expect(page.phase.value).toBe("signed_out");
  expect(calls).toEqual(["/api/logout"]);
  expect(cookie).toBeNull();
  expect(await isCopyHere()).toBe(false);
  await page.enterCode("123456", true);
  await reload();
  expect(page.phase.value).toBe("ready");
});

test("a code signs in also where somebody left without the server's knowing", async () => {
  inBetween = async (path) => (path === "/api/logout" ? problem(503, "overloaded") : undefined);
  await page.logOut({ forget: true });
  await reload();
  await page.enterCode("123456", false);
  expect(page.phase.value).toBe("ready");
  await reload();
  expect(page.phase.value).toBe("ready");
  expect(calls).not.toContain("/api/logout");
});

test("a session that had ended by itself is over as well", async () => {
  cookie = null;
  inBetween = async () => problem(401, "not_signed_in");
  await page.logOut({ forget: true });
  inBetween = async () => undefined;
  await reload();
  expect(page.phase.value).toBe("signed_out");
  expect(calls).toEqual(["/api/me"]);
});

test("what was not sent stays on a phone of one's own, for after the next code", async () => {
  const { account, logOut, writeDraft } = page;
  const here = account.peek();
  if (!here) throw new Error("nobody is signed in");
  const docId = newId();
  await writeDraft(here, PLACEMENT, "entry", docId, words("half een zin"));
  inBetween = toldNobody[0]?.[1] as typeof inBetween;
  await logOut({ forget: false });
  inBetween = async () => undefined;
  await reload();
  await page.enterCode("123456", false);
  expect(page.account.peek()?.view(docId)?.content.title).toBe("half een zin");
});

test("sentences of one's own are named before leaving, downloaded, and there again after it", async () => {
  const { keepPhrases, keptPhrases } = await import("@/data/phrases.ts");
  const { takeout } = await import("@/data/takeout.ts");
  const here = page.account.peek();
  if (!here) throw new Error("nobody is signed in");
  const phrases = { tip: ["Vraag eens door.", "Neem de tijd."], top: ["Mooi gedaan."] };
  await keepPhrases(here, phrases);
  expect(JSON.parse(await (await takeout(here)).text()).phrases).toEqual(phrases);
  expect(await page.unsentWork()).toMatchObject({ waiting: 0, drafts: 0, phrases: 3 });
  await page.logOut({ forget: false });
  await reload();
  await page.enterCode("123456", true);
  const again = page.account.peek();
  expect(again && (await keptPhrases(again))).toEqual(phrases);
  await page.logOut({ forget: true });
  expect(await isCopyHere()).toBe(false);
});

test("whoever comes next finds nothing in the memory of any window", async () => {
  const here = page;
  const other = await load();
  await other.boot();
  await here.logOut({ forget: true });
  expect(vi.mocked(history.replaceState)).toHaveBeenLastCalledWith(null, "", "/inloggen");
  await vi.waitFor(() => expect(loadAgain).toHaveBeenCalledTimes(2));
});

/** Nobody logs out in between: the login of whoever was there had ended. */
async function another(person: string, shared: boolean): Promise<void> {
  next = person;
  await page.enterCode("123456", shared);
  await reload();
}

test("who never logged out of a phone that is not theirs leaves no copy for who comes next", async () => {
  await another(SUPERVISOR, false);
  await vi.waitFor(async () => expect(await isCopyHere()).toBe(false));
  await another(STUDENT, false);
  await another(SUPERVISOR, true);
  await reload();
  expect(await isCopyHere()).toBe(true);
});

test("what they had not sent stays for them, and their copy goes once it was", async () => {
  const here = page.account.peek();
  if (!here) throw new Error("nobody is signed in");
  const docId = newId();
  await page.writeDraft(here, PLACEMENT, "entry", docId, words("half een zin"));
  await another(SUPERVISOR, false);
  await reload();
  await new Promise((go) => setTimeout(go, 100));
  expect(await isCopyHere()).toBe(true);
  await another(STUDENT, true);
  const again = page.account.peek();
  expect(again?.view(docId)?.content.title).toBe("half een zin");
  if (again) await page.saveDocument(again, docId);
  if (again) await new Engine(again, { fetch: call, locks: ownLocks() }).run();
  await another(newId(), false);
  await vi.waitFor(async () => expect(await isCopyHere()).toBe(false));
});

test("a sync under way is waited for", async () => {
  const pull = held("/api/sync/pull");
  const synced = page.syncNow();
  await pull.begun;
  const left = page.logOut({ forget: true });
  await new Promise((go) => setTimeout(go, 50));
  expect(await isCopyHere()).toBe(true);
  pull.release();
  await Promise.all([synced, left]);
  expect(await isCopyHere()).toBe(false);
});

test("a sync that does not end brings nothing back when its answer comes after all", async () => {
  const pull = held("/api/sync/pull");
  const synced = page.syncNow();
  await pull.begun;
  const wait = globalThis.setTimeout;
  const impatient = (work: () => void, ms = 0) => wait(work, ms === 5_000 ? 0 : ms);
  vi.spyOn(globalThis, "setTimeout").mockImplementation(impatient as typeof setTimeout);
  await page.logOut({ forget: true });
  expect(await isCopyHere()).toBe(false);
  pull.release();
  await synced;
  expect(await isCopyHere()).toBe(false);
  expect(page.attempt.value).toEqual({ running: false, problem: "" });
});

test("in another window of this browser there is nobody any more either", async () => {
  const here = page;
  const other = await load();
  await other.boot();
  expect(other.phase.value).toBe("ready");
  await here.logOut({ forget: true });
  await vi.waitFor(() => expect(other.phase.value).toBe("signed_out"));
  expect(other.account.value).toBeNull();
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
  inBetween = async (input) => {
    if (!input.startsWith(path)) return undefined;
    begin();
    return answered;
  };
  return { begun, release: () => release() };
}
