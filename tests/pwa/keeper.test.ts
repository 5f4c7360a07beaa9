import { beforeEach, expect, test, vi } from "vitest";
import { Keeper, type Kept } from "@/parts/keeper.ts";

let written: string[];
let said: Kept[];
let begun: (() => void)[];

beforeEach(() => {
  written = [];
  said = [];
  begun = [];
});

/** Each write takes until a test ends it. */
function slowly(text: string): Promise<void> {
  return new Promise((done) => {
    begun.push(() => {
      written.push(text);
      done();
    });
  });
}

async function endWrite(number: number): Promise<void> {
  await vi.waitFor(() => expect(begun).toHaveLength(number));
  begun[number - 1]?.();
}

const keeper = (write = slowly) => new Keeper<string>("", write, (kept) => said.push(kept));

test("whoever saves while a keystroke is being written waits for it", async () => {
  const typing = keeper();
  typing.put("Soep");
  await vi.waitFor(() => expect(begun).toHaveLength(1));
  let flushed = false;
  const flush = typing.flush().then(() => {
    flushed = true;
  });
  await new Promise((go) => setTimeout(go, 5));
  expect(flushed).toBe(false);
  await endWrite(1);
  await flush;
  expect(written).toEqual(["Soep"]);
});

test("what was typed during a write is written after it, never before", async () => {
  const typing = keeper();
  typing.put("Soep");
  void typing.flush();
  await vi.waitFor(() => expect(begun).toHaveLength(1));
  typing.put("Soep gekookt");
  const flush = typing.flush();
  await new Promise((go) => setTimeout(go, 5));
  expect(begun).toHaveLength(1);
  await endWrite(1);
  await endWrite(2);
  await flush;
  expect(written).toEqual(["Soep", "Soep gekookt"]);
  expect(said.at(-1)).toBe("kept");
});

test("a write that fails is said to have failed, and the next one is tried", async () => {
  let full = true;
  const typing = keeper(async (text) => {
    if (full) throw new Error("full");
    written.push(text);
  });
  typing.put("Soep");
  await typing.flush();
  expect(said.at(-1)).toBe("failed");
  full = false;
  typing.put("Soep gekookt");
  await typing.flush();
  expect([said.at(-1), written]).toEqual(["kept", ["Soep gekookt"]]);
});

test("saving after a write that failed writes the newest words before it goes on", async () => {
  let full = true;
  const typing = keeper(async (text) => {
    if (full) throw new Error("full");
    written.push(text);
  });
  typing.put("Soep");
  expect(await typing.flush()).toBe(false);
  expect(await typing.flush()).toBe(false);
  expect(said.at(-1)).toBe("failed");
  full = false;
  expect(await typing.flush()).toBe(true);
  expect([said.at(-1), written]).toEqual(["kept", ["Soep"]]);
  expect(await typing.flush()).toBe(true);
  expect(written).toEqual(["Soep"]);
});

test("nothing typed is nothing to keep", async () => {
  expect(await keeper().flush()).toBe(true);
  expect(begun).toEqual([]);
});
