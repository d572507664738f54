import type { ReadLogOptions, TaskLog, TaskLogEntry, TaskLogLine } from "@taskloom/interfaces";
import { expect } from "vitest";
import { describeClaims, type Claim, type ClaimsSuite } from "./contract-claims.js";

export type TaskLogSuite = ClaimsSuite<TaskLog>;

/** What every task log does while its server is there. */
export function describeTaskLog(suite: TaskLogSuite): void {
  describeClaims(suite, (claim) => {
    claimLines(claim);
    claimLimit(claim);
    claimSelection(claim);
    claimFollow(claim);
    claimStop(claim);
  });
}

function claimLines(claim: Claim<TaskLog>): void {
  claim("lines are read as they were written, in order and numbered from 1", async (log) => {
    const first: TaskLogEntry = {
      at: 1_700_000_000_000,
      level: "warn",
      path: "root/a",
      attempt: 2,
      message: "é\u0000",
    };
    const second: TaskLogEntry = {
      ...first,
      level: "debug",
      message: "",
      data: { list: [1, null], nested: { a: "b" } },
    };
    await log.append("run-1", [first, second]);
    await log.append("run-1", [first]);
    expect(await readAll(log)).toStrictEqual([
      { ...first, seq: 1 },
      { ...second, seq: 2 },
      { ...first, seq: 3 },
    ]);
  });

  claim("each run has a log of its own", async (log) => {
    await log.append("run-1", [createEntry("one")]);
    await log.append("run-2", [createEntry("two")]);
    expect(await readAll(log)).toMatchObject([{ seq: 1, message: "one" }]);
  });

  claim("a run without lines has an empty log", async (log) => {
    await log.append("run-1", []);
    expect(await readAll(log)).toStrictEqual([]);
  });

  claim("a line stays as it was written when its data are changed", async (log) => {
    const data = { list: [1] };
    await log.append("run-1", [{ ...createEntry("one"), data }]);
    data.list.push(2);
    expect(await readAll(log)).toMatchObject([{ data: { list: [1] } }]);
  });

  claim("of lines that are written at once each is kept under a number of its own", async (log) => {
    await Promise.all(createEntries(200).map(async (entry) => log.append("run-1", [entry])));
    expect((await readAll(log)).map(({ seq }) => seq)).toStrictEqual(numbers(1, 200));
  });
}

function claimLimit(claim: Claim<TaskLog>): void {
  claim("at most 10,000 lines are kept, the oldest go first, and the numbers go on", async (log) => {
    await log.append("run-1", createEntries(9000));
    await log.append("run-1", createEntries(3000));
    expect((await readAll(log)).map(({ seq }) => seq)).toStrictEqual(numbers(2001, 12_000));
  });

  claim("who reads on after a line that is gone begins with the oldest that is kept", async (log) => {
    await log.append("run-1", createEntries(10_005));
    const [line] = await readAll(log, { after: 2 });
    expect(line?.seq).toBe(6);
  });
}

function claimSelection(claim: Claim<TaskLog>): void {
  claim("`after` gives the lines after that one", async (log) => {
    await log.append("run-1", createEntries(1500));
    expect((await readAll(log, { after: 3 })).map(({ seq }) => seq)).toStrictEqual(numbers(4, 1500));
    expect(await readAll(log, { after: 1500 })).toStrictEqual([]);
    expect(await readAll(log, { after: 2000 })).toStrictEqual([]);
  });

  claim("`path` gives the lines of that execution and of those inside it", async (log) => {
    const paths = ["root/a", "root", "root/a/b", "root/ab", "root/a[0]", "root/a[0]/c", "root/a#2", "root/b/a"];
    await log.append(
      "run-1",
      paths.map((path) => ({ ...createEntry("line"), path })),
    );
    const found = await readAll(log, { path: "root/a" });
    expect(found.map(({ path }) => path)).toStrictEqual(["root/a", "root/a/b", "root/a[0]", "root/a[0]/c"]);
  });
}

function claimFollow(claim: Claim<TaskLog>): void {
  claim("a follower gets the lines that are there, then each as it comes", async (log) => {
    await log.append("run-1", createEntries(2));
    const follower = follow(log);
    expect(await follower.take(2)).toStrictEqual([1, 2]);
    const next = follower.take(2);
    await log.append("run-1", createEntries(1));
    await log.append("run-1", createEntries(1));
    expect(await next).toStrictEqual([3, 4]);
    await follower.stop();
  });

  claim("who follows a run that has no lines yet gets its first", async (log) => {
    const follower = follow(log);
    const first = follower.take(1);
    await log.append("run-1", createEntries(1));
    expect(await first).toStrictEqual([1]);
    await follower.stop();
  });

  claim("a follower misses nothing of what is written while it reads", async (log) => {
    const follower = follow(log);
    const taken = follower.take(3000);
    for (let batch = 0; batch < 30; batch++) await log.append("run-1", createEntries(100));
    expect(await taken).toStrictEqual(numbers(1, 3000));
    await follower.stop();
  });

  claim("several followers get every line each", async (log) => {
    const followers = [follow(log), follow(log, { after: 1 })];
    const taken = followers.map(async (follower) => follower.take(2));
    await log.append("run-1", createEntries(3));
    expect(await Promise.all(taken)).toStrictEqual([
      [1, 2],
      [2, 3],
    ]);
    for (const follower of followers) await follower.stop();
  });

  claim("a follower gets the lines that it asked for only", async (log) => {
    const follower = follow(log, { path: "root/a", after: 1 });
    const taken = follower.take(2);
    for (const path of ["root/a", "root/b", "root/a", "root/b", "root/a/c"]) {
      await log.append("run-1", [{ ...createEntry("line"), path }]);
    }
    expect(await taken).toStrictEqual([3, 5]);
    await follower.stop();
  });
}

function claimStop(claim: Claim<TaskLog>): void {
  claim("a follower that waits ends when its signal is aborted", async (log) => {
    const follower = follow(log);
    const waiting = follower.take(1);
    await log.append("run-2", createEntries(1));
    follower.abort();
    expect(await waiting).toStrictEqual([]);
  });

  claim("a follower gets nothing more once its signal is aborted", async (log) => {
    await log.append("run-1", createEntries(5));
    const follower = follow(log);
    expect(await follower.take(2)).toStrictEqual([1, 2]);
    follower.abort();
    expect(await follower.take(1)).toStrictEqual([]);
  });

  claim("a reader whose signal is aborted already gets nothing", async (log) => {
    await log.append("run-1", createEntries(1));
    const { signal } = abortedController();
    expect(await readAll(log, { signal })).toStrictEqual([]);
    expect(await readAll(log, { signal, follow: true })).toStrictEqual([]);
  });

  claim("a follower that breaks off ends, and others go on", async (log) => {
    await log.append("run-1", createEntries(2));
    const [leaver, stayer] = [follow(log), follow(log)];
    expect(await leaver.take(1)).toStrictEqual([1]);
    await leaver.stop();
    expect(await stayer.take(2)).toStrictEqual([1, 2]);
    const next = stayer.take(1);
    await log.append("run-1", createEntries(1));
    expect(await next).toStrictEqual([3]);
    await stayer.stop();
  });
}

interface Follower {
  /** The numbers of the next lines; fewer when it ends before. */
  take(count: number): Promise<readonly number[]>;
  abort(): void;
  /** As a loop that is left does. */
  stop(): Promise<void>;
}

function follow(log: TaskLog, options: ReadLogOptions = {}): Follower {
  const controller = new AbortController();
  const { signal } = controller;
  const lines = log.read("run-1", { ...options, follow: true, signal })[Symbol.asyncIterator]();
  return {
    async take(count) {
      const taken: number[] = [];
      while (taken.length < count) {
        const next = await lines.next();
        if (next.done === true) break;
        taken.push(next.value.seq);
      }
      return taken;
    },
    abort: () => {
      controller.abort();
    },
    stop: async () => void (await lines.return?.()),
  };
}

async function readAll(log: TaskLog, options?: ReadLogOptions): Promise<readonly TaskLogLine[]> {
  const lines: TaskLogLine[] = [];
  for await (const line of log.read("run-1", options)) lines.push(line);
  return lines;
}

function createEntry(message: string): TaskLogEntry {
  return { at: 1_700_000_000_000, level: "info", path: "root/a", attempt: 1, message };
}

function createEntries(count: number): readonly TaskLogEntry[] {
  return numbers(1, count).map((number) => createEntry(`line ${number}`));
}

function numbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function abortedController(): AbortController {
  const controller = new AbortController();
  controller.abort();
  return controller;
}
