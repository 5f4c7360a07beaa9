/** Before each test of a file that imports this: a browser in which the student just signed in. */

import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, vi } from "vitest";
import { json, problem } from "./answers.ts";
import { FakeServer, STUDENT } from "./fake_server.ts";

type Page = Awaited<ReturnType<typeof load>>;

const COPY = `vakwerk-${STUDENT}`;

class Browser {
  readonly server = new FakeServer();
  readonly loadAgain = vi.fn();
  /** Whom its cookie belongs to. */
  cookie: string | null = null;
  /** Whose code the next one is. */
  next = STUDENT;
  calls: string[] = [];
  page = {} as Page;
  /** What comes of a call before the server sees it. */
  inBetween: (path: string) => Promise<Response | undefined> = async () => undefined;
}

export let browser: Browser;

beforeEach(async () => {
  browser = new Browser();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("document", { visibilityState: "visible", documentElement: {} });
  vi.stubGlobal("fetch", call);
  let state: unknown = null;
  const replaceState = vi.fn((now: unknown) => {
    state = now;
  });
  vi.stubGlobal("history", {
    replaceState,
    get state() {
      return state;
    },
  });
  vi.stubGlobal("location", { pathname: "/", search: "", reload: browser.loadAgain });
  browser.page = await load();
  await browser.page.enterCode("123456", true);
});

afterEach(() => {
  browser.page.account.peek()?.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A page that knows nothing but what lies on the device. */
export async function load() {
  vi.resetModules();
  const [session, leaving, signing, live, writing, phrases, device] = await Promise.all([
    import("@/sync/session.ts"),
    import("@/sync/leaving.ts"),
    import("@/sync/signing.ts"),
    import("@/data/live.ts"),
    import("@/data/writing.ts"),
    import("@/data/phrases.ts"),
    import("@/data/device.ts"),
  ]);
  return { ...session, ...leaving, ...signing, ...live, ...writing, ...phrases, ...device };
}

export async function reload(): Promise<void> {
  await browser.page.close();
  browser.page.account.peek()?.close();
  browser.page = await load();
  browser.calls = [];
  await browser.page.boot();
}

export async function call(input: string, init?: RequestInit): Promise<Response> {
  browser.calls.push(input);
  const answer = await browser.inBetween(input);
  if (answer) return answer;
  if (input === "/api/login") {
    browser.cookie = browser.next;
    return json({ person_id: browser.next });
  }
  if (input === "/api/logout") {
    browser.cookie = null;
    return new Response(null, { status: 204 });
  }
  return browser.cookie
    ? browser.server.fetchAs(browser.cookie)(input, init)
    : problem(401, "not_signed_in");
}

export async function isCopyHere(): Promise<boolean> {
  return (await indexedDB.databases()).some(({ name }) => name === COPY);
}

/** Nobody logs out in between: the login of whoever was there had ended. */
export async function another(person: string, shared: boolean): Promise<void> {
  browser.next = person;
  await browser.page.enterCode("123456", shared);
  await reload();
}
