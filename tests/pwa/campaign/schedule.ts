/** One schedule: people, devices and a bad network from one seed, and what came of it. */

import { endsWell, holdsNow, withdrawnIn } from "./checks.ts";
import { Device } from "./device.ts";
import { type Fault, Network } from "./network.ts";
import { People } from "./people.ts";
import { Promises } from "./promises.ts";
import type { Random } from "./random.ts";
import type { Cast, Stage } from "./stage.ts";

const STEPS = {
  person: 12,
  sync: 9,
  arrive: 1,
  reopen: 0.6,
  clock: 0.6,
  end_access: 0.12,
  keep_copy: 1,
  roll_back: 0.7,
  restore: 0.7,
};
const MOST_ROUNDS = 16;

export interface Result {
  seed: number;
  broken: string[];
  steps: number;
  calls: number;
  deaths: number;
  met: Partial<Record<Fault | keyof typeof STEPS, number>>;
}

export class Schedule {
  private readonly seed: number;
  private readonly stage: Stage;
  private readonly random: Random;
  private readonly promises = new Promises();
  private readonly network: Network;
  private readonly note: (line: string) => void;
  private readonly met = new Map<string, number>();
  private readonly inner = new Set<Promise<void>>();
  private cast!: Cast;
  private people!: People;
  private devices: Device[] = [];
  private copies: string[] = [];
  private wentBack = false;
  private within = false;

  constructor(seed: number, stage: Stage, random: Random, note: (line: string) => void) {
    this.seed = seed;
    this.stage = stage;
    this.random = random;
    this.note = note;
    this.network = new Network(stage, random, note);
  }

  async run(): Promise<Result> {
    const steps = 8 + this.random.below(22);
    try {
      await this.enter();
      this.network.trouble = this.random.one([0, 0.1, 0.25, 0.5]);
      this.network.meanwhile = () => this.meanwhile();
      for (let step = 0; step < steps; step += 1) {
        await this.step();
        await Promise.all(this.inner);
        for (const device of this.devices) await this.promises.look(device);
      }
      this.network.trouble = 0;
      await this.noteWhatEnded();
      if (!this.wentBack) await this.check(holdsNow);
      await this.settle();
      if (await this.people.chooseAll(this.first())) await this.settle();
      await this.check(endsWell);
    } catch (error) {
      this.promises.breach(`crashed: ${error instanceof Error ? error.stack : error}`);
    }
    for (const device of this.devices) device.forget();
    return {
      seed: this.seed,
      broken: this.promises.broken,
      steps,
      calls: this.network.calls,
      deaths: this.devices.reduce((sum, device) => sum + device.deaths, 0),
      met: Object.fromEntries([...this.met, ...this.network.met]),
    };
  }

  private async enter(): Promise<void> {
    this.cast = await this.stage.enter(`s${this.seed}`);
    this.people = new People(this.cast, this.random, this.promises);
    const { student, supervisor, coach } = this.cast.people;
    const open = (name: string, who: "student" | "supervisor" | "coach", person = student) =>
      Device.open(name, who, person, this.network, `${this.seed}-${name}`);
    this.devices = [
      await open("phone", "student"),
      await open("tablet", "student"),
      await open("supervisor", "supervisor", supervisor),
      await open("coach", "coach", coach),
    ];
    // Without this first answer nobody has ever seen the app.
    for (const device of this.devices) await device.sync();
  }

  private async step(): Promise<void> {
    const what = this.random.weighted(STEPS);
    if (what === "person") return this.somebody();
    const device = this.random.one(this.devices);
    switch (what) {
      case "sync":
        return this.sync(device);
      case "arrive":
        this.note("  arrive");
        await this.network.arrive();
        return;
      case "reopen":
        this.note(`  reopen ${device.name}`);
        return device.reopen();
      case "clock":
        device.leapInTime(this.random.one([-10, 0, 10]));
        return this.count(what);
      case "end_access":
        return this.endAccess();
      case "keep_copy":
        this.note("  keep_copy");
        this.copies.push(await this.stage.keepCopy(this.cast));
        return;
      default:
        return this.goBack(what);
    }
  }

  private async somebody(): Promise<void> {
    const [phone, tablet, supervisor, coach] = this.devices as [Device, Device, Device, Device];
    const device = this.random.one([
      phone,
      phone,
      phone,
      tablet,
      tablet,
      supervisor,
      supervisor,
      coach,
    ]);
    const doing = await this.people.doSomething(device);
    this.note(`  ${device.name} ${doing}`);
  }

  private async sync(device: Device): Promise<void> {
    this.note(`  sync ${device.name}`);
    if (this.random.chance(0.08)) device.writesLeft = 1 + this.random.below(25);
    const outcome = await device.sync();
    this.note(`    = ${outcome ? outcome.problem || "ok" : "died"}`);
  }

  /** While a call is under way people go on writing and other devices sync. */
  private async meanwhile(): Promise<void> {
    if (this.within || this.network.trouble === 0 || !this.random.chance(0.06)) return;
    this.within = true;
    this.note("    meanwhile:");
    const inner = this.random.chance(0.5)
      ? this.somebody()
      : this.sync(this.random.one(this.devices));
    this.inner.add(inner);
    try {
      await inner;
    } finally {
      this.inner.delete(inner);
      this.within = false;
    }
  }

  /** From now on nothing here is the supervisor's any more. */
  private async endAccess(): Promise<void> {
    this.note("  end_access");
    this.count("end_access");
    for (const device of this.devices) if (device.who === "supervisor") device.hasEnded = true;
    await this.stage.endAccess(this.cast, "supervisor");
  }

  private async goBack(how: "roll_back" | "restore"): Promise<void> {
    const copy = this.copies.length > 0 ? this.random.one(this.copies) : null;
    if (!copy) return;
    this.note(`  ${how}`);
    this.count(how);
    this.wentBack = true;
    await this.noteWhatEnded();
    await this.stage.putBack(this.cast, copy, how === "restore");
  }

  /** What is gone for good by now, and may not come back. */
  private async noteWhatEnded(): Promise<void> {
    const truth = await this.stage.truth(this.cast);
    for (const { rev_id, content } of truth.revisions) {
      if (content === null) this.promises.erased.add(rev_id);
    }
    for (const id of withdrawnIn(truth)) this.promises.withdrawn.add(id);
  }

  /** Nothing goes wrong any more: what waits is sent, and everybody has read everything. */
  private async settle(): Promise<void> {
    this.note("  settle");
    while (await this.network.arrive());
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      let quiet = true;
      for (const device of this.devices) {
        const outcome = await device.sync();
        await this.promises.look(device);
        if (outcome?.problem !== "") {
          quiet = false;
          this.note(`    ${device.name} ${outcome?.problem}`);
        } else if (outcome.sent + outcome.received + outcome.waiting > 0) quiet = false;
      }
      if (quiet) return;
    }
    this.promises.breach("I13 faults have stopped and the devices do not come to rest");
  }

  private async check(
    checks: (truth: Awaited<ReturnType<Stage["truth"]>>, known: Known) => Promise<void>,
  ): Promise<void> {
    const truth = await this.stage.truth(this.cast);
    const { cast, promises, devices, wentBack } = this;
    await checks(truth, { cast, promises, devices, wentBack });
  }

  private first(): Device {
    return this.devices[0] as Device;
  }

  private count(what: string): void {
    this.met.set(what, (this.met.get(what) ?? 0) + 1);
  }
}

export interface Known {
  cast: Cast;
  promises: Promises;
  devices: Device[];
  wentBack: boolean;
}
