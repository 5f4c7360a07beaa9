/**
 * When to sync: after a save, at start, when the network or the page comes back, when somebody goes
 * to another page of the app, and by a timer.
 */

import { NEVER } from "../data/live.ts";
import type { SyncReport, SyncStatus } from "../types.ts";
import type { Outcome } from "./engine.ts";

export interface TriggerParts {
  run: () => Promise<Outcome>;
  waiting: () => number;
  visible: () => boolean;
  /** Milliseconds of a clock that never leaps: the device's own may be years off. */
  clock: () => number;
  random: () => number;
  setTimer: (work: () => void, milliseconds: number) => unknown;
  clearTimer: (timer: unknown) => void;
  report: (state: { running: boolean; problem: SyncStatus["problem"] }) => void;
}

/** Without a network a try costs nothing, and `navigator.onLine` may be wrong: keep trying. */
const UNREACHABLE = { least: 1_500, most: 4_500 };
const ELSEWHERE = { least: 1_000, most: 3_000 };
const SOON = 250;
/**
 * Full jitter for a busy or broken server: the whole of a span that doubles each time. Ten thousand
 * phones that heard the same answer come back one by one.
 */
const FIRST = 4_000;
const LONGEST = 300_000;
/** Without a word about when, not at once either. */
const LEAST = 500;
const IDLE = { least: 30_000, most: 90_000 };
const HIDDEN = { least: 120_000, most: 600_000 };
/** Whoever looks sees nothing older than this. */
const FRESH = 5_000;
const UNEXPECTED: Outcome = { ...NEVER, problem: "server", retryAfter: null, elsewhere: false };

export class Triggers {
  private readonly parts: TriggerParts;
  private timer: unknown = null;
  private running: Promise<Outcome> | null = null;
  private again = false;
  private failures = 0;
  private unreached = 0;
  private began = Number.NEGATIVE_INFINITY;
  private due = Number.POSITIVE_INFINITY;
  private notBefore = false;
  private stopped = false;

  constructor(parts: TriggerParts) {
    this.parts = parts;
  }

  /** Resolves once nothing is under way any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.parts.clearTimer(this.timer);
    await this.running;
  }

  /** Something was written. A server that asked for patience gets it. */
  soon(): void {
    if (this.running) this.again = true;
    else if (!this.notBefore) this.schedule(SOON);
  }

  /** The network or the page came back. */
  wake(): void {
    if (!this.notBefore) void this.now();
  }

  /** Somebody looks again, perhaps at another page: a server in trouble is left alone. */
  look(): void {
    if (this.running || this.notBefore || this.failures > 0) return;
    const wait = Math.max(this.began + FRESH - this.parts.clock(), 0);
    if (this.parts.clock() + wait < this.due) this.schedule(wait);
  }

  /** Somebody asked for it: at once, and with an answer. */
  async now(): Promise<SyncReport> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.parts.clearTimer(this.timer);
    this.notBefore = false;
    this.running = this.attempt();
    try {
      return await this.running;
    } finally {
      this.running = null;
      // Written after the last look into the outbox: its turn comes now, not by the timer.
      if (this.again && this.unreached + this.failures === 0) this.soon();
    }
  }

  private async attempt(): Promise<Outcome> {
    let outcome: Outcome;
    this.parts.report({ running: true, problem: "" });
    do {
      this.again = false;
      this.began = this.parts.clock();
      outcome = await this.tried();
    } while (this.again && !this.stopped && outcome.problem === "" && !outcome.elsewhere);
    // What kept somebody from syncing who left meanwhile is nobody's problem.
    this.parts.report({ running: false, problem: this.stopped ? "" : outcome.problem });
    this.plan(outcome);
    return outcome;
  }

  /** A mistake of our own must not be the last try of this window. */
  private async tried(): Promise<Outcome> {
    try {
      return await this.parts.run();
    } catch (error) {
      console.error(error);
      return UNEXPECTED;
    }
  }

  private plan({ problem, retryAfter, elsewhere }: Outcome): void {
    this.failures = problem === "server" ? this.failures + 1 : 0;
    this.unreached = problem === "offline" ? this.unreached + 1 : 0;
    const most = Math.min(FIRST * 2 ** Math.max(this.failures - 1, 0), LONGEST);
    if (retryAfter !== null) {
      this.notBefore = true;
      this.schedule(retryAfter * 1000 + this.between({ least: 0, most }));
    } else if (problem === "server") {
      this.schedule(this.between({ least: LEAST, most }));
    } else if (problem === "offline" && this.parts.visible()) {
      this.schedule(this.between(this.unreachable()));
    } else if (elsewhere) {
      this.schedule(this.between(ELSEWHERE));
    } else {
      this.schedule(this.between(this.parts.visible() ? IDLE : HIDDEN));
    }
  }

  /** What waits to be sent is tried again and again; with nothing to send, less and less often. */
  private unreachable(): { least: number; most: number } {
    if (this.parts.waiting() > 0) return UNREACHABLE;
    const most = UNREACHABLE.most * 2 ** (this.unreached - 1);
    return { least: UNREACHABLE.least, most: Math.min(most, IDLE.most) };
  }

  private between({ least, most }: { least: number; most: number }): number {
    return least + this.parts.random() * (most - least);
  }

  private schedule(milliseconds: number): void {
    this.parts.clearTimer(this.timer);
    if (this.stopped) return;
    this.due = this.parts.clock() + milliseconds;
    this.timer = this.parts.setTimer(() => {
      this.notBefore = false;
      void this.now();
    }, milliseconds);
  }
}
