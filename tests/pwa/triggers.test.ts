/** When a phone tries again: by a clock that the test turns, and with chance that it chooses. */

import { beforeEach, expect, test, vi } from "vitest";
import type { Outcome } from "@/sync/engine.ts";
import { Triggers } from "@/sync/triggers.ts";

const FINE: Outcome = {
  sent: 0,
  received: 0,
  waiting: 0,
  photos: 0,
  problem: "",
  retryAfter: null,
  elsewhere: false,
};
const BUSY: Outcome = { ...FINE, problem: "server", retryAfter: 10 };
const LOST: Outcome = { ...FINE, problem: "offline" };
const BROKEN: Outcome = { ...FINE, problem: "server" };

let now: number;
let timer: { work: () => void; at: number } | null;
let tries: number;
let chance: number;
let waiting: number;
let visible: boolean;
let answer: () => Promise<Outcome>;
let reported: (state: { running: boolean; problem: string }) => void;
let triggers: Triggers;

beforeEach(() => {
  now = 0;
  timer = null;
  tries = 0;
  chance = 0;
  waiting = 0;
  visible = true;
  answer = () => Promise.resolve(FINE);
  reported = () => {};
  triggers = new Triggers({
    run: () => {
      tries += 1;
      return answer();
    },
    waiting: () => waiting,
    visible: () => visible,
    clock: () => now,
    random: () => chance,
    setTimer: (work, milliseconds) => {
      timer = { work, at: now + milliseconds };
      return timer;
    },
    clearTimer: (old) => {
      if (old === timer) timer = null;
    },
    report: (state) => reported(state),
  });
});

const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

async function pass(milliseconds: number): Promise<void> {
  const until = now + milliseconds;
  while (timer && timer.at <= until) {
    const due = timer;
    now = due.at;
    timer = null;
    due.work();
    await settle();
  }
  now = until;
}

async function delayAfter(outcome: Outcome, luck: number): Promise<number> {
  chance = luck;
  answer = () => Promise.resolve(outcome);
  await triggers.now();
  return (timer?.at ?? Number.NaN) - now;
}

test.each<[string, Outcome, boolean, number, number]>([
  ["all is well", FINE, true, 30_000, 90_000],
  ["all is well, out of sight", FINE, false, 120_000, 600_000],
  ["another tab is at it", { ...FINE, elsewhere: true }, true, 1_000, 3_000],
  ["no network, and something waits", { ...FINE, problem: "offline" }, true, 1_500, 4_500],
  ["no network, and nothing waits", LOST, true, 1_500, 4_500],
  ["no network, out of sight", { ...FINE, problem: "offline" }, false, 120_000, 600_000],
  ["a broken server", BROKEN, true, 500, 4_000],
  ["a server that says when", BUSY, true, 10_000, 14_000],
  ["a server that says when, out of sight", BUSY, false, 10_000, 14_000],
  ["somebody must log in", { ...FINE, problem: "login" }, true, 30_000, 90_000],
  ["the app is too old", { ...FINE, problem: "upgrade" }, true, 30_000, 90_000],
])("after %s the next try lies anywhere in its span", async (_, outcome, sight, least, most) => {
  visible = sight;
  waiting = outcome === LOST ? 0 : 1;
  expect(await delayAfter(outcome, 0)).toBe(least);
  await delayAfter(FINE, 0);
  expect(await delayAfter(outcome, 1)).toBe(most);
});

test("a server that stays broken is asked less and less, never later than five minutes", async () => {
  const delays: number[] = [];
  for (let i = 0; i < 9; i += 1) delays.push(await delayAfter(BROKEN, 1));
  expect(delays.slice(0, 4)).toEqual([4_000, 8_000, 16_000, 32_000]);
  expect(delays.at(-1)).toBe(300_000);
  expect(await delayAfter(BROKEN, 0)).toBe(500);
});

test("whoever hears 'busy' again waits as long as was asked, and spreads wider each time", async () => {
  const most: number[] = [];
  for (let i = 0; i < 9; i += 1) most.push(await delayAfter(BUSY, 1));
  expect(most.slice(0, 4)).toEqual([14_000, 18_000, 26_000, 42_000]);
  expect(most.at(-1)).toBe(310_000);
  expect(await delayAfter(BUSY, 0)).toBe(10_000);
});

test("an answer makes the spans short again", async () => {
  await delayAfter(BROKEN, 1);
  await delayAfter(BROKEN, 1);
  await delayAfter(FINE, 0);
  expect(await delayAfter(BROKEN, 1)).toBe(4_000);
});

test("neither a save nor the network's return comes before the hour that the server named", async () => {
  await delayAfter(BUSY, 0.5);
  for (let second = 0; second < 10; second += 1) {
    triggers.soon();
    triggers.wake();
    await pass(1_000);
  }
  expect(tries).toBe(1);
  await pass(2_000);
  expect(tries).toBe(2);
});

test("after that hour a save and the network's return are heard again", async () => {
  await delayAfter(BUSY, 0);
  answer = () => Promise.resolve(FINE);
  await pass(10_000);
  triggers.wake();
  await settle();
  expect(tries).toBe(3);
  triggers.soon();
  await pass(250);
  expect(tries).toBe(4);
});

test("somebody who asks for it gets a try at once, and the server's answer counts anew", async () => {
  await delayAfter(BUSY, 0);
  await pass(1_000);
  expect(await delayAfter(BUSY, 0)).toBe(10_000);
  expect(tries).toBe(2);
});

test("what is saved during a sync goes in the next one, at once", async () => {
  let release = () => {};
  answer = () =>
    new Promise((done) => {
      release = () => done(FINE);
    });
  const first = triggers.now();
  triggers.soon();
  answer = () => Promise.resolve(FINE);
  release();
  await first;
  expect(tries).toBe(2);
});

test("what is saved while the server says 'busy' waits with the rest", async () => {
  let release = () => {};
  answer = () =>
    new Promise((done) => {
      release = () => done(BUSY);
    });
  const first = triggers.now();
  triggers.soon();
  release();
  await first;
  expect(tries).toBe(1);
});

test("a mistake of our own is tried again like a server's, and said in the console", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const states: boolean[] = [];
  reported = ({ running }) => states.push(running);
  answer = () => Promise.reject(new TypeError("a mistake"));
  chance = 1;
  expect((await triggers.now()).problem).toBe("server");
  expect(states).toEqual([true, false]);
  expect(said).toHaveBeenCalledWith(new TypeError("a mistake"));
  said.mockRestore();
  answer = () => Promise.resolve(FINE);
  await pass(4_000);
  expect(tries).toBe(2);
});

test("who signed out hears no more of the sync that was under way", async () => {
  let release = () => {};
  answer = () =>
    new Promise((done) => {
      release = () => done(LOST);
    });
  const problems: string[] = [];
  reported = ({ problem }) => problems.push(problem);
  const under = triggers.now();
  triggers.soon();
  const stopped = triggers.stop();
  release();
  await Promise.all([under, stopped]);
  expect(problems).toEqual(["", ""]);
  expect(tries).toBe(1);
  expect(timer).toBeNull();
});

test("who signed out is asked nothing any more", async () => {
  await delayAfter(FINE, 0);
  await triggers.stop();
  triggers.soon();
  await pass(1_000_000);
  expect(tries).toBe(1);
});

test("with nothing to send a network that stays away is looked for less and less", async () => {
  const delays: number[] = [];
  for (let i = 0; i < 7; i += 1) delays.push(await delayAfter(LOST, 1));
  expect(delays.slice(0, 3)).toEqual([4_500, 9_000, 18_000]);
  expect(delays.at(-1)).toBe(90_000);
  await delayAfter(FINE, 0);
  expect(await delayAfter(LOST, 1)).toBe(4_500);
});

test("whoever looks again sees the news of at most five seconds ago", async () => {
  await delayAfter(FINE, 1);
  await pass(60_000);
  triggers.look();
  await pass(0);
  expect(tries).toBe(2);
  triggers.look();
  triggers.look();
  await pass(4_999);
  expect(tries).toBe(2);
  await pass(1);
  expect(tries).toBe(3);
});

test("looking again keeps nobody waiting who just saved", async () => {
  await delayAfter(FINE, 1);
  triggers.soon();
  triggers.look();
  await pass(250);
  expect(tries).toBe(2);
});

test.each([
  ["broken", BROKEN],
  ["busy", BUSY],
])("a %s server is not asked more because somebody looks", async (_, outcome) => {
  await delayAfter(outcome, 1);
  await pass(3_500);
  triggers.look();
  await pass(0);
  expect(tries).toBe(1);
});

test("what is saved at the very end of a sync does not wait for the timer", async () => {
  // Told as the last thing of a sync, when nobody looks into the outbox any more.
  reported = ({ running }) => {
    if (!running && tries === 1) triggers.soon();
  };
  await triggers.now();
  await pass(250);
  expect(tries).toBe(2);
});
