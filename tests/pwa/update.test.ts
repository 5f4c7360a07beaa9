/** The new version of the app is fetched, not only waited for. */

import { beforeEach, expect, test, vi } from "vitest";

class Worker extends EventTarget {
  state = "installing";
  messages: unknown[] = [];

  postMessage(message: unknown) {
    this.messages.push(message);
  }

  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

let installing: Worker | null;
let waiting: Worker | null;
let fetchNewer: () => Promise<void>;
let container: EventTarget;
const reload = vi.fn();
const reloaded = () => vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());

beforeEach(() => {
  vi.resetModules();
  reload.mockClear();
  installing = null;
  waiting = null;
  fetchNewer = () => Promise.resolve();
  const registration = {
    get installing() {
      return installing;
    },
    get waiting() {
      return waiting;
    },
    addEventListener: () => {},
    update: () => fetchNewer(),
  };
  container = new EventTarget();
  vi.stubGlobal("window", {});
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("setInterval", () => 0);
  vi.stubGlobal("navigator", {
    serviceWorker: Object.assign(container, {
      controller: {},
      getRegistration: () => Promise.resolve(registration),
      register: () => Promise.resolve(registration),
    }),
  });
});

const update = async () => (await import("@/update.ts")).update();

test("a page that is too old asks for the newer version and takes it over once it is complete", async () => {
  const worker = new Worker();
  fetchNewer = async () => {
    installing = worker;
  };
  const done = update();
  await vi.waitFor(() => expect(installing).toBe(worker));
  expect(worker.messages).toEqual([]);
  worker.become("installed");
  await done;
  expect(worker.messages).toEqual(["SKIP_WAITING"]);
  expect(reload).not.toHaveBeenCalled();
});

test.each<[string, () => Promise<void>]>([
  ["there is nothing newer", () => Promise.resolve()],
  ["there is no network", () => Promise.reject(new TypeError("offline"))],
])("when %s the page is loaded again", async (_, fetching) => {
  fetchNewer = fetching;
  await update();
  await reloaded();
});

test("a newer version that came in damaged is not waited for", async () => {
  const worker = new Worker();
  fetchNewer = async () => {
    installing = worker;
    worker.become("redundant");
  };
  await update();
  expect(worker.messages).toEqual([]);
  await reloaded();
});

test("a version that another tab has taken over already is shown by loading the page", async () => {
  waiting = new Worker();
  waiting.state = "installed";
  await (await import("@/update.ts")).registerWorker();
  waiting.become("activated");
  container.dispatchEvent(new Event("controllerchange"));
  await update();
  expect(waiting.messages).toEqual([]);
  await reloaded();
  // Whatever comes over later in another tab asks here first.
  container.dispatchEvent(new Event("controllerchange"));
  await new Promise((go) => setTimeout(go, 700));
  expect(reload).toHaveBeenCalledOnce();
});
