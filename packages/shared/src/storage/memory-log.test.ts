import { describeTaskLog } from "@taskloom/contracts";
import type { ReadLogOptions, TaskLog, TaskLogEntry } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createMemoryLog } from "./memory-log.js";

describeTaskLog({ name: "the memory log", create: async () => createMemoryLog() });

describe("the memory log", () => {
  const entry: TaskLogEntry = { at: 1, level: "info", path: "root/a", attempt: 1, message: "line" };

  async function readSeqs(log: TaskLog, run: string, options?: ReadLogOptions): Promise<readonly number[]> {
    const seqs: number[] = [];
    for await (const { seq } of log.read(run, options)) seqs.push(seq);
    return seqs;
  }

  it("is bounded: the run that has not written for the longest time goes first", async () => {
    const log = createMemoryLog({ maxTotalLines: 4 });
    await log.append("a", [entry]);
    await log.append("b", [entry, entry]);
    await log.append("a", [entry]);
    await log.append("c", [entry]);
    expect(await readSeqs(log, "a")).toStrictEqual([1, 2]);
    expect(await readSeqs(log, "b")).toStrictEqual([]);
    expect(await readSeqs(log, "c")).toStrictEqual([1]);
  });

  it("keeps fewer lines of a run where it is told so", async () => {
    const log = createMemoryLog({ maxLines: 2 });
    await log.append("a", [entry, entry, entry]);
    expect(await readSeqs(log, "a")).toStrictEqual([2, 3]);
  });

  it("keeps the run that writes, and those that are followed", async () => {
    const log = createMemoryLog({ maxTotalLines: 2 });
    await log.append("followed", [entry]);
    const controller = new AbortController();
    const lines = log.read("followed", { follow: true, signal: controller.signal })[Symbol.asyncIterator]();
    expect(await lines.next()).toMatchObject({ value: { seq: 1 } });
    await log.append("other", [entry]);
    await log.append("writer", [entry, entry, entry]);
    expect(await readSeqs(log, "other")).toStrictEqual([]);
    expect(await readSeqs(log, "writer")).toStrictEqual([1, 2, 3]);
    const next = lines.next();
    await log.append("followed", [entry]);
    expect(await next).toMatchObject({ value: { seq: 2 } });
    controller.abort();
    expect(await lines.next()).toMatchObject({ done: true });
  });

  it("has room again for the lines of a run that went", async () => {
    const log = createMemoryLog({ maxTotalLines: 2 });
    for (const run of ["a", "b", "c", "d"]) await log.append(run, [entry]);
    expect(await readSeqs(log, "c")).toStrictEqual([1]);
    expect(await readSeqs(log, "d")).toStrictEqual([1]);
  });
});
