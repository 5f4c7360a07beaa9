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
let fetchNewer: () => Promise<void>;
const reload = vi.fn();

beforeEach(() => {
  vi.resetModules();
  reload.mockClear();
  installing = null;
  fetchNewer = () => Promise.resolve();
  const registration = {
    get installing() {
      return installing;
    },
    waiting: null,
    update: () => fetchNewer(),
  };
  vi.stubGlobal("location", { reload });
  vi.stubGlobal("navigator", {
    serviceWorker: { getRegistration: () => Promise.resolve(registration) },
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
  expect(reload).toHaveBeenCalledOnce();
});

test("a newer version that came in damaged is not waited for", async () => {
  const worker = new Worker();
  fetchNewer = async () => {
    installing = worker;
    worker.become("redundant");
  };
  await update();
  expect(worker.messages).toEqual([]);
  expect(reload).toHaveBeenCalledOnce();
});
