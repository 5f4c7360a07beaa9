/** Every choice of a schedule comes from here, so that its number plays it again. */

export class Random {
  private state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
    for (let n = 0; n < 4; n += 1) this.next();
  }

  /** At least 0 and below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(part: number): boolean {
    return this.next() < part;
  }

  one<Item>(items: readonly Item[]): Item {
    const found = items[this.below(items.length)];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Record<Name, number>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return (entries[0] as [Name, number])[0];
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const rest = [...items];
    const out: Item[] = [];
    while (rest.length > 0) out.push(...rest.splice(this.below(rest.length), 1));
    return out;
  }
}

/** Chance and time for whatever asks the machine itself: ids, salts, the date on a device. */
export function ownChanceAndTime(): (random: Random) => void {
  let random = new Random(0);
  let now = Date.UTC(2026, 8, 8);
  const real = Date;
  class Steady extends real {
    constructor(...words: [] | [number | string]) {
      if (words.length === 0) super(Steady.now());
      else super(words[0]);
    }
    static override now(): number {
      now += 1;
      return now;
    }
  }
  globalThis.Date = Steady as DateConstructor;
  crypto.getRandomValues = <Values extends ArrayBufferView>(array: Values) => {
    const bytes = new Uint8Array(array.buffer);
    for (let n = 0; n < bytes.length; n += 1) bytes[n] = random.below(256);
    return array;
  };
  return (next) => {
    random = next;
    now = real.UTC(2026, 8, 8);
  };
}
