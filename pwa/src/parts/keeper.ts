/** Writes down what is typed: the first keystroke at once, then every 400 ms while it goes on. */

export type Kept = "" | "writing" | "kept" | "failed";

const WAIT = 400;

export class Keeper<T> {
  latest: T;
  /** Replaced at each drawing of the form: it knows for which document. */
  write: (content: T) => Promise<void>;
  private readonly tell: (kept: Kept) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private began = Number.NEGATIVE_INFINITY;
  private writing: Promise<boolean> = Promise.resolve(true);
  /** What was put last is not down: nothing but another try brings it there. */
  private failed = false;

  constructor(first: T, write: (content: T) => Promise<void>, tell: (kept: Kept) => void) {
    this.latest = first;
    this.write = write;
    this.tell = tell;
  }

  put(content: T): void {
    this.latest = content;
    this.tell("writing");
    // A timer that every keystroke starts again would leave a fast typist's words unkept.
    const wait = Math.max(0, this.began + WAIT - performance.now());
    this.timer ??= setTimeout(() => void this.flush(), wait);
  }

  /** Whether everything put so far is down, also what was being written already. */
  flush(): Promise<boolean> {
    if (this.timer !== undefined || this.failed) {
      clearTimeout(this.timer);
      this.timer = undefined;
      this.began = performance.now();
      this.writing = this.writing.then(() => this.writeDown());
    }
    return this.writing;
  }

  private async writeDown(): Promise<boolean> {
    try {
      await this.write(this.latest);
      this.failed = false;
      this.tell(this.timer === undefined ? "kept" : "writing");
    } catch {
      this.failed = true;
      this.tell("failed");
    }
    return !this.failed;
  }
}
