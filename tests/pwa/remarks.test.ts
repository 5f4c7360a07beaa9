/** Words about somebody's text, in several windows, and after the text has gone. */

import { h } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Remark } from "@/screens/reading/useRemark.ts";
import { FakeServer, STUDENT, SUPERVISOR } from "./fake_server.ts";
import { Phone, words } from "./phone.ts";
import { Screen } from "./screen.ts";

let server: FakeServer;
let docId: string;
let device: string;
let windows: Window[];

class Window {
  readonly screen = new Screen();
  remark: Remark | undefined;
  private constructor(readonly modules: Awaited<ReturnType<typeof load>>) {}

  /** With a memory of its own, on the same device. */
  static async open(): Promise<Window> {
    vi.resetModules();
    const window = new Window(await load());
    windows.push(window);
    const { Account, account, RemarkForm, useRemark, documentById } = window.modules;
    account.value = await Account.open(SUPERVISOR, {
      now: () => new Date(),
      database: device,
      channel: (name) => new BroadcastChannel(name),
    });
    function Page() {
      const view = documentById(docId);
      return view ? h(Body, { view }) : null;
    }
    function Body({ view }: { view: NonNullable<ReturnType<typeof documentById>> }) {
      window.remark = useRemark(view);
      return h(RemarkForm, { view, placement: undefined, remark: window.remark });
    }
    window.screen.draw(h(Page, {}));
    return window;
  }

  get text(): string {
    return this.remark?.content.text ?? "";
  }

  type(text: string): void {
    this.remark?.set({ tone: "tip", text });
  }

  async drafts(): Promise<unknown[]> {
    const drafts =
      (await this.modules.account.peek()?.store.run((db) => db.getAll("drafts"))) ?? [];
    return drafts.map(({ content }) => content.text);
  }

  async sent(): Promise<unknown[]> {
    const rows = (await this.modules.account.peek()?.store.run((db) => db.getAll("outbox"))) ?? [];
    return rows.map(({ item }) => "body" in item && item.body.text);
  }

  close(): void {
    this.screen.draw(null);
    this.modules.account.peek()?.close();
  }
}

async function load() {
  const [data, live, form, hook] = await Promise.all([
    import("@/data/account.ts"),
    import("@/data/live.ts"),
    import("@/screens/reading/RemarkForm.tsx"),
    import("@/screens/reading/useRemark.ts"),
  ]);
  return { ...data, ...live, ...form, ...hook };
}

beforeEach(async () => {
  windows = [];
  server = new FakeServer();
  device = `remarks-${crypto.randomUUID()}`;
  const student = await Phone.open(server, STUDENT, `${device}-student`);
  docId = await student.save(words("Soep gekookt"));
  await student.submit(docId);
  await student.sync();
  const supervisor = await Phone.open(server, SUPERVISOR, device);
  await supervisor.sync();
  supervisor.account.close();
});

afterEach(() => {
  for (const window of windows) window.close();
});

test("what is typed in one window stands in the other, and is built on there", async () => {
  const [one, two] = [await Window.open(), await Window.open()];
  one.type("Vraag eens door");
  await vi.waitFor(() => expect(two.text).toBe("Vraag eens door"));
  two.type("Vraag eens door. En wacht even.");
  await vi.waitFor(() => expect(one.text).toBe("Vraag eens door. En wacht even."));
  one.close();
  expect(await two.drafts()).toEqual(["Vraag eens door. En wacht even."]);
});

test("what was sent in one window is not there to be sent again in the other", async () => {
  const [one, two] = [await Window.open(), await Window.open()];
  one.type("Mooi gedaan");
  await vi.waitFor(() => expect(two.text).toBe("Mooi gedaan"));
  two.screen.press("Reactie plaatsen");
  await vi.waitFor(() => expect(one.text).toBe(""));
  expect(await two.sent()).toEqual(["Mooi gedaan"]);
  await one.remark?.flush();
  expect(await two.drafts()).toEqual([]);
});

test("letters that are not down yet are not taken back by what another window wrote before", async () => {
  const [one, two] = [await Window.open(), await Window.open()];
  one.type("eerst");
  await vi.waitFor(() => expect(two.text).toBe("eerst"));
  two.type("eerst en toen");
  one.type("eerst en toen meer");
  await Promise.all([two.remark?.flush(), one.remark?.flush()]);
  await vi.waitFor(() => expect(two.text).toBe(one.text));
});

test("letters typed while a slow device writes are not taken back", async () => {
  const window = await Window.open();
  const { store } = window.modules.account.peek() ?? {};
  if (!store) throw new Error("nobody is signed in");
  const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));
  const [run, load] = [store.run.bind(store), store.load.bind(store)];
  vi.spyOn(store, "run").mockImplementation(async (work) => {
    await pause(300);
    return run(work);
  });
  vi.spyOn(store, "load").mockImplementation(async (docIds) => {
    await pause(300);
    return load(docIds);
  });
  let typed = "";
  for (const letter of "Vraag eens door en luister") {
    typed += letter;
    window.type(typed);
    await pause(60);
    expect(window.text).toBe(typed);
  }
  await window.remark?.flush();
  expect(window.text).toBe(typed);
  vi.restoreAllMocks();
  expect(await window.drafts()).toEqual([typed]);
});

test("whoever clears the field goes on in it, with the kind that was chosen", async () => {
  const window = await Window.open();
  const { screen } = window;
  screen.press("Tip");
  await vi.waitFor(() => screen.type("remark-text", "Anders"));
  await vi.waitFor(async () => expect(await window.drafts()).toEqual(["Anders"]));
  const field = screen.field("remark-text");
  screen.type("remark-text", "");
  await vi.waitFor(async () => expect(await window.drafts()).toEqual([]));
  await new Promise((go) => setTimeout(go, 200));
  expect(window.remark?.content.tone).toBe("tip");
  expect(screen.field("remark-text")).toBe(field);
});

test("a window that slept and heard nothing reads what is there when it is seen again", async () => {
  const [one, two] = [await Window.open(), await Window.open()];
  const asleep = one.modules.account.peek();
  // Nobody tells it anything.
  Object.assign(asleep ?? {}, { refresh: async () => {} });
  two.type("Kijk hier eens naar");
  await two.remark?.flush();
  expect(one.text).toBe("");
  delete (asleep as unknown as Record<string, unknown>).refresh;
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.waitFor(() => expect(one.text).toBe("Kijk hier eens naar"));
});

test("words about a text that goes stay on offer with it, also those typed at that moment", async () => {
  const window = await Window.open();
  window.type("Vraag eens door");
  await window.remark?.flush();
  const here = window.modules.account.peek();
  if (!here) throw new Error("nobody is signed in");
  window.type("Vraag eens door, en luister");
  server.gone.add(docId);
  server.seq += 1;
  const { Engine } = await import("@/sync/engine.ts");
  const { ownLocks } = await import("@/sync/locks.ts");
  await new Engine(here, { fetch: server.fetchAs(SUPERVISOR), locks: ownLocks() }).run();
  await vi.waitFor(() => {
    const contents = here.farewells.value.flatMap((it) => it.contents);
    expect(contents.map(({ text }) => text)).toContain("Vraag eens door, en luister");
  });
  expect(here.counts.value.drafts).toBe(0);
  expect(await window.drafts()).toEqual([]);
});

test("a text of more than 5,000 characters is not sent, and is said to be how much too long", async () => {
  const window = await Window.open();
  window.type(`${"é".repeat(5_000)} 12`);
  await vi.waitFor(() => expect(window.screen.text()).toContain("Uw tekst is 3 tekens te lang."));
  window.screen.press("Reactie plaatsen");
  await window.remark?.flush();
  expect(await window.sent()).toEqual([]);
  window.type("é".repeat(5_000));
  await vi.waitFor(() => expect(window.screen.field("remark-text").value).toHaveLength(5_000));
  window.screen.press("Reactie plaatsen");
  await vi.waitFor(async () => expect(await window.sent()).toHaveLength(1));
});

test("two taps are one reaction", async () => {
  const window = await Window.open();
  window.type("Mooi gedaan");
  await vi.waitFor(() => expect(window.screen.field("remark-text").value).toBe("Mooi gedaan"));
  window.screen.press("Reactie plaatsen");
  window.screen.press("Reactie plaatsen");
  await vi.waitFor(() => expect(window.text).toBe(""));
  expect(await window.sent()).toEqual(["Mooi gedaan"]);
});

test("E6 a reaction that the device could not keep says so, and stays as it was typed", async () => {
  const window = await Window.open();
  window.type("Mooi gedaan");
  await window.remark?.flush();
  await vi.waitFor(() => expect(window.screen.field("remark-text").value).toBe("Mooi gedaan"));
  const { store } = window.modules.account.peek() ?? {};
  if (!store) throw new Error("nobody is signed in");
  const { StorageProblem } = await import("@/data/database.ts");
  const run = vi.spyOn(store, "run").mockRejectedValue(new StorageProblem("full", ""));
  window.screen.press("Reactie plaatsen");
  await vi.waitFor(() => expect(window.screen.text()).toContain("NIET bewaard."));
  expect(window.text).toBe("Mooi gedaan");
  run.mockRestore();
  window.screen.press("Reactie plaatsen");
  await vi.waitFor(() => expect(window.text).toBe(""));
  expect(await window.sent()).toEqual(["Mooi gedaan"]);
});
