import { describe, expect, it } from "vitest";
import { createRunTimers } from "./run-timers.js";

const DAY = 24 * 60 * 60_000;

/** Timers that ring when the test lets time pass; a platform's longest delay is 2^31 - 1 ms. */
function createTestTime(): {
  clock: { now: () => number; wall: number };
  timers: { start: (ms: number, callback: () => void) => () => void };
  pass: (ms: number) => void;
} {
  let passed = 0;
  const running = new Map<() => void, number>();
  const clock = { wall: 1_000_000, now: () => clock.wall };
  const pass = (ms: number): void => {
    const until = passed + ms;
    for (;;) {
      const [next] = [...running].toSorted(([, a], [, b]) => a - b);
      if (next === undefined || next[1] > until) break;
      running.delete(next[0]);
      passed = next[1];
      next[0]();
    }
    clock.wall += ms;
    passed = until;
  };
  const start = (ms: number, callback: () => void): (() => void) => {
    if (ms < 0 || ms >= 2 ** 31) throw new RangeError(`a delay of ${ms} ms`);
    const ring = (): void => callback();
    running.set(ring, passed + ms);
    return () => void running.delete(ring);
  };
  return { clock, timers: { start }, pass };
}

describe("the timers of a run", () => {
  it("fire once for a deadline that passed while no process ran", () => {
    const { clock, timers, pass } = createTestTime();
    const fired: string[] = [];
    createRunTimers(clock, timers, (timer) => fired.push(timer)).start("t", clock.wall - DAY);
    pass(0);
    pass(DAY);
    expect(fired).toEqual(["t"]);
  });

  it("wait longer than the platform's timers can", () => {
    const { clock, timers, pass } = createTestTime();
    const fired: string[] = [];
    createRunTimers(clock, timers, (timer) => fired.push(timer)).start("t", clock.wall + 100 * DAY);
    pass(100 * DAY - 1);
    expect(fired).toEqual([]);
    pass(1);
    expect(fired).toEqual(["t"]);
  });

  it("neither fire twice nor late when the clock is set back", () => {
    const { clock, timers, pass } = createTestTime();
    const fired: string[] = [];
    createRunTimers(clock, timers, (timer) => fired.push(timer)).start("t", clock.wall + 30 * DAY);
    pass(10 * DAY);
    clock.wall -= 10 * DAY;
    pass(20 * DAY);
    expect(fired).toEqual(["t"]);
    clock.wall -= 30 * DAY;
    pass(60 * DAY);
    expect(fired).toEqual(["t"]);
  });

  it("do not fire once they are cancelled", () => {
    const { clock, timers, pass } = createTestTime();
    const fired: string[] = [];
    const run = createRunTimers(clock, timers, (timer) => fired.push(timer));
    for (const timer of ["a", "b", "c"]) run.start(timer, clock.wall + 1);
    run.cancel("a");
    pass(0);
    run.cancelAll();
    pass(10);
    expect(fired).toEqual([]);
  });
});
