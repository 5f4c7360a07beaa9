/**
 * One sync: send what waits, then read every placement, then check that both sides agree.
 * Everything around it (network, clock, locks) is handed in, so that the same code runs in tests.
 */

import type { Account } from "../data/account.ts";
import { StorageProblem } from "../data/database.ts";
import { dropHeldBefore } from "../data/feed.ts";
import { keepMe } from "../data/me.ts";
import { markProblem, outboxOf } from "../data/problems.ts";
import type { OutboxRow } from "../data/records.ts";
import { hearServerClock } from "../data/serverClock.ts";
import { settle } from "../data/settle.ts";
import type { SyncReport, SyncStatus } from "../types.ts";
import { Api, CallProblem, type Fetch } from "./api.ts";
import { type Incoming, pullPlacement } from "./incoming.ts";
import { type Outgoing, sendAll } from "./outgoing.ts";

export interface Locks {
  /** Runs `work` when nobody else in this browser holds `name`; false when somebody does. */
  tryLock: (name: string, work: () => Promise<void>) => Promise<boolean>;
}
export interface EngineParts {
  fetch: Fetch;
  locks: Locks;
}
export interface Outcome extends SyncReport {
  /** Seconds that the server asked for, if it did. */
  retryAfter: number | null;
  /** Another tab was at it. */
  elsewhere: boolean;
}

const HELD_DAYS = 35;
const DAY = 86_400_000;
/** What was found missing is offered again at once; more rounds than this wait for the next sync. */
const ROUNDS = 3;

export class Engine {
  readonly api: Api;
  private readonly account: Account;
  private readonly locks: Locks;
  private serverTime = "";
  /** The epoch in which the server still had every photo that it confirmed. */
  private photosSure = "";

  constructor(account: Account, parts: EngineParts) {
    this.account = account;
    this.api = new Api(parts.fetch, account.personId);
    this.locks = parts.locks;
  }

  async run(): Promise<Outcome> {
    const outcome: Outcome = {
      sent: 0,
      received: 0,
      waiting: 0,
      photos: 0,
      problem: "",
      retryAfter: null,
      elsewhere: false,
    };
    const ours = await this.locks.tryLock(`vakwerk-sync-${this.account.personId}`, async () => {
      try {
        await this.exchange(outcome);
      } catch (error) {
        outcome.problem = problemOf(error);
        outcome.retryAfter = error instanceof CallProblem ? error.retryAfter : null;
      }
    });
    outcome.elsewhere = !ours;
    const { waiting, photos } = this.account.counts.value;
    Object.assign(outcome, { waiting, photos });
    return outcome;
  }

  private async exchange(outcome: Outcome): Promise<void> {
    await this.refreshMe();
    const failure = await this.exchangeText(outcome);
    // One text that does not get through keeps no photo of another from going.
    if (this.account.photos.peek().size > 0) await this.sendPhotos(outcome);
    await this.dropOldHeld();
    if (failure) throw failure;
  }

  /** Answers the failure of single items. */
  private async exchangeText(outcome: Outcome): Promise<CallProblem | null> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const failure = await this.send(outcome);
      const reoffered = await this.receive(outcome);
      // Who lost text may have lost photos too.
      if (reoffered > 0) this.photosSure = "";
      if (failure?.problem === "upgrade") throw failure;
      if (failure || reoffered === 0) return failure;
    }
    return null;
  }

  /** Fetched when it is needed: most syncs carry no photo. */
  private async sendPhotos(outcome: Outcome): Promise<void> {
    const { sendPhotos, nameStored, tidyPhotos } = await loadPhotos();
    const { account, api } = this;
    const epoch = this.epoch();
    // At the first sync of an opened app too: a photo says nothing when it goes.
    const { arrived, failure } = await sendPhotos({ account, api, ask: this.photosSure !== epoch });
    this.photosSure = epoch;
    outcome.sent += arrived;
    if ((await nameStored(account)) > 0) await this.exchangeText(outcome);
    if (failure) throw failure;
    await tidyPhotos(account, this.heldSince());
  }

  /** A phone that is too old to be understood keeps its outbox and may still read. */
  private async send(outcome: Outcome): Promise<CallProblem | null> {
    const rows = await this.account.store.run(outboxOf);
    try {
      const { receipts, failure } = await sendAll(rows, this.outgoing());
      outcome.sent += receipts;
      return failure;
    } catch (error) {
      if (error instanceof CallProblem && error.problem === "upgrade") return error;
      throw error;
    }
  }

  private outgoing(): Outgoing {
    const { store, personId, now } = this.account;
    const anew = new Map<string, OutboxRow>();
    return {
      anew,
      revisions: (items) => this.api.push(this.epoch(), items),
      facts: (items) => this.api.facts(this.epoch(), items),
      settle: async (receipts, time) => {
        this.hear(time);
        await store.run((db) => settle(db, receipts, time, personId));
        await this.account.changed([...new Set(receipts.map(({ row }) => row.doc_id))]);
        await this.account.setLastSent(now().toISOString());
      },
      leave: async (rows, problem) => {
        const ids = rows.map((row) => row.id);
        const changed = await store.run((db) => markProblem(db, ids, problem));
        for (const row of changed) anew.set(row.id, row);
        await this.account.changed([...new Set(rows.map((row) => row.doc_id))]);
      },
    };
  }

  /** Comes first: in another tab somebody else may have signed in, and this text is not theirs. */
  private async refreshMe(): Promise<void> {
    const { meEtag, personId } = this.account;
    const answer = await this.api.me(meEtag);
    if (answer && answer.me.person.id !== personId) throw new CallProblem("login", "other_person");
    if (answer) await keepMe(this.account, answer.me, answer.etag);
  }

  private async receive(outcome: Outcome): Promise<number> {
    let reoffered = 0;
    for (const placement of this.placements()) {
      try {
        const pulled = await pullPlacement(placement, this.incoming());
        outcome.received += pulled.received;
        reoffered += pulled.reoffered;
      } catch (error) {
        // A placement that is no longer ours says nothing about the others.
        if (!(error instanceof CallProblem) || error.problem !== "refused") throw error;
      }
    }
    return reoffered;
  }

  private incoming(): Incoming {
    const { store, personId } = this.account;
    return {
      store,
      me: personId,
      pull: async (id, cursor, epoch) => {
        const answer = await this.api.pull(id, cursor, epoch);
        this.hear(answer.time);
        return answer;
      },
      changed: (docIds) => this.account.changed(docIds),
    };
  }

  private hear(time: string): void {
    this.serverTime = time || this.serverTime;
    hearServerClock(time, this.account.now());
  }

  private epoch(): string {
    return this.account.me.value?.epoch ?? "";
  }

  /** Those of today, and those that this device still has something of. */
  private placements(): string[] {
    const mine = this.account.me.value?.placements.map((placement) => placement.id) ?? [];
    return [...new Set([...mine, ...this.account.placementsHere()])];
  }

  /** By the server's clock alone: a phone whose clock leaps must not lose its safety copies. */
  private async dropOldHeld(): Promise<void> {
    const limit = this.heldSince();
    if (limit) await this.account.store.run((db) => dropHeldBefore(db, limit));
  }

  private heldSince(): string {
    if (!this.serverTime) return "";
    return new Date(Date.parse(this.serverTime) - HELD_DAYS * DAY).toISOString();
  }
}

async function loadPhotos() {
  try {
    return await import("./photos.ts");
  } catch {
    throw new CallProblem("offline");
  }
}

function problemOf(error: unknown): SyncStatus["problem"] {
  if (error instanceof StorageProblem) return "storage";
  if (!(error instanceof CallProblem)) throw error;
  const { problem } = error;
  return problem === "too_large" || problem === "refused" ? "server" : problem;
}
