/** A device with the shipped account and engine on it, that can lose its power at any moment. */

import { Account } from "@/data/account.ts";
import { Engine, type Outcome } from "@/sync/engine.ts";
import { ownLocks } from "@/sync/locks.ts";
import { type Caller, type Network, never } from "./network.ts";
import type { Who } from "./stage.ts";

const YEARS = 365 * 86_400_000;

/** One process on the device, from opening the app until it ends. */
class Life implements Caller {
  readonly name: string;
  readonly cookie: string;
  readonly death: Promise<void>;
  readonly open = new Set<IDBTransaction>();
  readonly hear: Caller["hear"];
  account!: Account;
  engine!: Engine;
  private end: () => void = () => {};
  private dead = false;

  constructor(device: Device) {
    this.name = device.name;
    this.cookie = device.cookie;
    this.hear = (path, answer) => device.hear(path, answer);
    this.death = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  isDead(): boolean {
    return this.dead;
  }

  /** What was not complete is undone, and nothing more is begun. */
  die(): void {
    if (this.dead) return;
    this.dead = true;
    // Also the second try that a handle makes by itself.
    const { handle } = this.account.store as unknown as { handle: object };
    Object.assign(handle, { database: never });
    for (const transaction of this.open) {
      try {
        transaction.abort();
      } catch {
        // It was complete already.
      }
    }
    this.end();
  }
}

export interface Handed {
  account: Account;
  engine: Engine;
}

export class Device {
  readonly name: string;
  readonly who: Who;
  readonly person: string;
  readonly cookie: string;
  /** Receipts that reached it: a revision's id and hash, a fact's id. */
  readonly receipts = new Set<string>();
  readonly gone = new Set<string>();
  /** The epoch that it last heard of, and whether it has yet to read from the start because of it. */
  owesWholePull = false;
  private epoch = "";
  deaths = 0;
  /** Its person has no place here any more. */
  hasEnded = false;
  /** Power fails at this many writes from now; 0 for never. */
  writesLeft = 0;
  private clock = 0;
  private life!: Life;
  /** The one whose database is being opened, or was last. */
  private youngest!: Life;
  private starting: Promise<void> | null = null;
  private readonly network: Network;
  private readonly database: string;

  private constructor(
    name: string,
    who: Who,
    person: { id: string; cookie: string },
    network: Network,
    database: string,
  ) {
    this.name = name;
    this.who = who;
    this.person = person.id;
    this.cookie = person.cookie;
    this.network = network;
    this.database = database;
    byDatabase.set(database, this);
  }

  static async open(
    name: string,
    who: Who,
    person: { id: string; cookie: string },
    network: Network,
    database: string,
  ): Promise<Device> {
    const device = new Device(name, who, person, network, database);
    await device.start();
    return device;
  }

  get account(): Account {
    return this.life.account;
  }

  /** Undefined when the device died on the way; it has started again by then. */
  async act<Result>(work: (handed: Handed) => Promise<Result>): Promise<Result | undefined> {
    const life = this.life;
    const ended = await Promise.race([
      work(life).then((result) => ({ result })),
      life.death.then(() => null),
    ]);
    this.writesLeft = 0;
    if (!life.isDead()) return ended?.result;
    if (this.life === life) {
      this.starting ??= this.start();
      await this.starting;
      this.starting = null;
    }
    return undefined;
  }

  sync(): Promise<Outcome | undefined> {
    return this.act(({ engine }) => engine.run());
  }

  /** Somebody closes the app and opens it again later. */
  async reopen(): Promise<void> {
    this.life.die();
    await this.start();
  }

  leapInTime(years: number): void {
    this.clock = years * YEARS;
  }

  hear(path: string, answer: unknown): void {
    const { results = [], docs = [] } = answer as Heard;
    for (const { rev_id, hash, fact_id, outcome } of results) {
      const id = path.endsWith("/push") ? `${rev_id} ${hash}` : (fact_id ?? "");
      this.receipts.add(id);
      if (outcome === "gone") this.gone.add(id);
    }
    for (const { doc_id, gone } of docs) if (gone) this.gone.add(doc_id);
    if (path.includes("/pull?")) this.hearEpoch(path, (answer as Heard).epoch ?? "");
  }

  private hearEpoch(path: string, epoch: string): void {
    if (this.epoch !== "" && this.epoch !== epoch) this.owesWholePull = true;
    if (path.includes("cursor=0&") && this.epoch === epoch) this.owesWholePull = false;
    this.epoch = epoch;
  }

  lifeNow(): Life {
    return this.youngest;
  }

  forget(): void {
    this.life.die();
    byDatabase.delete(this.database);
    indexedDB.deleteDatabase(this.database);
  }

  private async start(): Promise<void> {
    if (this.life) this.deaths += 1;
    const life = new Life(this);
    this.youngest = life;
    life.account = await Account.open(this.person, {
      now: () => new Date(Date.now() + this.clock),
      database: this.database,
    });
    life.engine = new Engine(life.account, {
      fetch: this.network.fetchOf(life),
      locks: ownLocks(),
    });
    this.life = life;
  }
}

interface Heard {
  epoch?: string;
  results?: { rev_id?: string; hash?: string; fact_id?: string; outcome: string }[];
  docs?: { doc_id: string; gone?: boolean }[];
}

const byDatabase = new Map<string, Device>();
const lives = new WeakMap<IDBDatabase, Life>();

/** Once a process: every transaction belongs to a life, every write may be its last. */
export function watchEveryWrite(): void {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...words) {
    const device = byDatabase.get(this.name);
    const life = lives.get(this) ?? device?.lifeNow();
    if (life) lives.set(this, life);
    if (life?.isDead()) throw new DOMException("the device is off", "InvalidStateError");
    const transaction = begin.apply(this, words);
    if (life) {
      life.open.add(transaction);
      for (const end of ["complete", "abort"]) {
        transaction.addEventListener(end, () => life.open.delete(transaction));
      }
    }
    return transaction;
  };
  const { put, delete: remove } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...words) {
    countWrite(this);
    return put.apply(this, words);
  };
  IDBObjectStore.prototype.delete = function (...words) {
    countWrite(this);
    return remove.apply(this, words);
  };
}

function countWrite({ transaction: { db } }: IDBObjectStore): void {
  const device = byDatabase.get(db.name);
  if (!device || device.writesLeft === 0) return;
  device.writesLeft -= 1;
  if (device.writesLeft === 0) lives.get(db)?.die();
}
