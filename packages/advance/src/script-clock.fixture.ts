import type { Clock, Timers } from "@taskloom/interfaces";

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that stands until it is moved, and timers that go by it. */
export class ScriptClock implements Clock, Timers {
  #now = 1_000_000;
  readonly #alarms = new Set<Alarm>();

  readonly now = (): number => this.#now;

  readonly start = (ms: number, callback: () => void): (() => void) => {
    const alarm = { at: this.#now + ms, ring: callback };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  };

  /** Timers that were started and have neither fired nor been stopped. */
  get running(): number {
    return this.#alarms.size;
  }

  /** Time that passes at once, before anything else can happen: a handler that keeps the process busy. */
  jump(ms: number): void {
    this.#now += ms;
  }

  /** Lets time pass: timers fire in order, and what they lead to happens before the next. */
  async elapse(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#alarms.delete(next);
      next.ring();
      await settle();
    }
    this.#now = Math.max(this.#now, end);
  }

  /** Resolves after so many milliseconds of this clock. */
  async sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.start(ms, resolve);
    });
  }

  #next(end: number): Alarm | undefined {
    return [...this.#alarms].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
