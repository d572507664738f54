import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installedFolder, spawnTaskloom } from "./spawned.fixture.js";

const HANDLERS = `
import { appendFileSync, existsSync } from "node:fs";
import { defineHandler, defineHandlers, NonRetryableError } from "taskloom";

interface Order { readonly id: string }

const told = await Promise.resolve("told");

export default defineHandlers({
  "order.charge": defineHandler({
    async run(input, ctx) {
      ctx.log.info("charging");
      ctx.progress({ fraction: 0.6, note: "at the bank" });
      appendFileSync("charged.txt", "x");
      const order = input as Order;
      return { id: order.id };
    },
  }),
  "order.refuse": () => { throw new NonRetryableError("card declined"); },
  "order.wait": (_input, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error(told)))),
  "order.stubborn": () => new Promise((resolve) => setTimeout(resolve, 60_000)),
  "order.leave": () => {
    setTimeout(() => { throw new Error("thrown later"); }, 1);
    void Promise.reject(new Error("rejected later"));
    return new Promise((resolve) => setTimeout(resolve, 100));
  },
  "order.big": () => "x".repeat(1_000_000),
  "order.look": async () => {
    while (!existsSync("seen")) await new Promise((resolve) => setTimeout(resolve, 10));
  },
});
`;

const FILES = {
  "handlers.ts": HANDLERS,
  "order.ts": `
import { defineWorkflow } from "taskloom";
import type handlers from "./handlers.ts";
export default defineWorkflow<typeof handlers>({
  id: "order",
  tasks: [
    { id: "charge", action: "order.charge", with: { id: "o-1" }, on_success: { next: "each" } },
    { id: "each", type: "collection", items: "1..40", max_concurrency: 4,
      task: { action: "core.sleep", with: { duration: "20ms" } } },
  ],
});`,
  "looked-at.ts": `
export default {
  id: "order",
  tasks: [{ id: "each", type: "collection", items: "1..40", max_concurrency: 4, task: { action: "order.look" } }],
};`,
  "wait.yaml":
    "id: wait\ntasks: [{ id: charge, action: order.charge, with: { id: a }, on_success: { next: w } }, { id: w, type: wait, wait_for: go }]\n",
  "stubborn.yaml": "id: stubborn\ntasks: [{ id: s, action: order.stubborn }]\n",
  "slow.yaml": "id: slow\ntasks: [{ id: s, action: core.sleep, with: { duration: 3s } }]\n",
  "leave.yaml": "id: leave\ntasks: [{ id: l, action: order.leave }]\n",
  "big.yaml": "id: big\ntasks: [{ id: b, action: order.big }]\n",
  "refuse.yaml": "id: refuse\ntasks: [{ id: r, action: order.refuse }]\n",
  "throws.ts":
    "interface Nothing { a: 1 }\n\nconst nothing: Nothing | undefined = undefined;\nexport default nothing!.a;\n",
};

const ESCAPE = "\u001b";
const CONTROL = new RegExp(String.raw`${ESCAPE}\[[\d;?]*[A-Za-z]`, "g");
const COLOR = new RegExp(String.raw`${ESCAPE}\[[\d;]*m`);
const SCREEN = { rows: 12, columns: 60 };

describe("in a pipe", () => {
  it("data goes to stdout and plain lines without escape codes to stderr; TypeScript needs no project around it", async () => {
    const folder = await installedFolder(FILES);
    const spawned = spawnTaskloom(folder, ["run", "order.ts"]);
    expect(await spawned.ended).toStrictEqual({ exit: 0, signal: null });
    expect(JSON.parse(spawned.out())).toMatchObject({ charge: { id: "o-1" } });
    expect(spawned.err().split("\n")).toEqual(
      expect.arrayContaining(["charge: charging", "charge: 60% at the bank", "each running", "each[39] running"]),
    );
    expect(spawned.err()).not.toContain(ESCAPE);
  });

  it("all of a large output arrives before the process ends", async () => {
    const spawned = spawnTaskloom(await installedFolder(FILES), ["run", "big.yaml", "--quiet"]);
    expect((await spawned.ended).exit).toBe(0);
    expect(JSON.parse(spawned.out())).toStrictEqual({ b: "x".repeat(1_000_000) });
  });

  it("a run goes on to its end when nobody reads its progress any longer", async () => {
    const spawned = spawnTaskloom(await installedFolder(FILES), ["run", "order.ts"]);
    spawned.stopListening();
    expect((await spawned.ended).exit).toBe(0);
    expect(JSON.parse(spawned.out())).toMatchObject({ charge: { id: "o-1" } });
  });

  it("an error in a module is told with the line of its TypeScript source", async () => {
    const folder = await installedFolder(FILES);
    const spawned = spawnTaskloom(folder, ["run", "wait.yaml", "--handlers", "throws.ts"]);
    expect((await spawned.ended).exit).toBe(3);
    expect(spawned.err()).toContain(`${join(folder, "throws.ts")}:4:`);
  });

  it("what a handler throws after its end, or in nobody's hands, does not end the process", async () => {
    const spawned = spawnTaskloom(await installedFolder(FILES), ["run", "leave.yaml"]);
    expect((await spawned.ended).exit).toBe(0);
    expect(spawned.err()).toContain("Error: thrown later");
    expect(spawned.err()).toContain("Error: rejected later");
  });

  it("a failed run ends the process with 1; --debug says on which line of its source a handler threw", async () => {
    const folder = await installedFolder(FILES);
    const spawned = spawnTaskloom(folder, ["run", "refuse.yaml", "--debug"]);
    expect((await spawned.ended).exit).toBe(1);
    expect(spawned.err()).toContain("error HANDLER_FAILED card declined");
    const line = 1 + HANDLERS.split("\n").findIndex((text) => text.includes("card declined"));
    expect(spawned.err()).toContain(`${join(folder, "handlers.ts")}:${line}:`);
  });
});

/** The lines of each picture that was drawn, without colours. */
function readFrames(out: string): readonly (readonly string[])[] {
  return out
    .split(`${ESCAPE}[?2026h`)
    .slice(1)
    .map((frame) => frame.replaceAll(CONTROL, "").trimEnd().split(/\r?\n/));
}

describe("on a screen", () => {
  it("a live tree is drawn that always fits, and stays when the run has ended", async () => {
    const folder = await installedFolder(FILES);
    const spawned = spawnTaskloom(folder, ["run", "looked-at.ts", "--run-id", "r"], { screen: SCREEN });
    await expect.poll(() => readFrames(spawned.out()).length, { timeout: 20_000 }).toBeGreaterThan(3);
    await writeFile(join(folder, "seen"), "");
    expect((await spawned.ended).exit).toBe(0);
    const frames = readFrames(spawned.out());
    expect(Math.max(...frames.slice(0, -1).map((lines) => lines.length))).toBeLessThan(SCREEN.rows);
    expect(
      Math.max(
        ...frames
          .slice(0, -1)
          .flat()
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(SCREEN.columns);
    expect(frames.flat().some((line) => /^ {2}● each {2}\d+\/40/.test(line))).toBe(true);
    expect(spawned.out()).toMatch(/✓.* order {2}completed {2}/);
    expect(spawned.out()).toContain(`${ESCAPE}[32m✓`);
  });

  it("NO_COLOR takes the colours away", async () => {
    const folder = await installedFolder(FILES);
    const spawned = spawnTaskloom(folder, ["run", "order.ts"], { screen: SCREEN, env: { NO_COLOR: "1" } });
    expect((await spawned.ended).exit).toBe(0);
    expect(spawned.out()).toContain("✓ order");
    expect(spawned.out()).not.toMatch(COLOR);
  });

  it("CI takes plain lines", async () => {
    const folder = await installedFolder(FILES);
    const spawned = spawnTaskloom(folder, ["run", "refuse.yaml"], { screen: SCREEN, env: { CI: "true" } });
    expect((await spawned.ended).exit).toBe(1);
    expect(spawned.out()).toContain("run");
    expect(spawned.out()).not.toContain(ESCAPE);
  });

  it("Ctrl-C once leaves a run that continue takes up where it was", async () => {
    const folder = await installedFolder(FILES);
    const spawned = spawnTaskloom(folder, ["run", "wait.yaml", "--run-id", "r"], { screen: SCREEN });
    await expect.poll(() => spawned.out(), { timeout: 20_000 }).toContain("◌");
    spawned.type("\u0003");
    expect((await spawned.ended).exit).toBe(130);
    expect(spawned.out()).toContain("taskloom continue r");

    const going = spawnTaskloom(folder, ["continue", "r"]);
    await expect.poll(() => going.err(), { timeout: 20_000 }).toContain("w waiting");
    const signal = spawnTaskloom(folder, ["signal", "r", "go", "--payload", "1", "--verdict"]);
    expect((await signal.ended).exit).toBe(0);
    expect((await going.ended).exit).toBe(0);
    expect(await readFile(join(folder, "charged.txt"), "utf8")).toBe("x");
  });

  it("Ctrl-C twice ends at once, whatever a handler does", async () => {
    const spawned = spawnTaskloom(await installedFolder(FILES), ["run", "stubborn.yaml"], {
      screen: SCREEN,
      env: { NO_COLOR: "1" },
    });
    await expect.poll(() => spawned.out(), { timeout: 20_000 }).toContain("● s");
    spawned.type("\u0003");
    await expect.poll(() => spawned.out()).toContain("interrupted");
    spawned.type("\u0003");
    expect((await spawned.ended).exit).toBe(130);
  });
});

describe("processes", () => {
  it("a run whose process was killed is taken up by another one at once", async () => {
    const folder = await installedFolder(FILES);
    const killed = spawnTaskloom(folder, ["run", "wait.yaml", "--run-id", "r"]);
    await expect.poll(() => killed.err(), { timeout: 20_000 }).toContain("w waiting");
    killed.kill("SIGKILL");
    await killed.ended;
    const going = spawnTaskloom(folder, ["continue", "r", "--timeout", "100ms"]);
    expect((await going.ended).exit).toBe(9);
    expect(going.err()).toContain("w waiting");
    expect(await readFile(join(folder, "charged.txt"), "utf8")).toBe("x");
  });

  it("a run that a living process owns is a conflict", async () => {
    const folder = await installedFolder(FILES);
    const owner = spawnTaskloom(folder, ["run", "wait.yaml", "--run-id", "r"]);
    await expect.poll(() => owner.err(), { timeout: 20_000 }).toContain("w waiting");
    const other = spawnTaskloom(folder, ["continue", "r"]);
    expect((await other.ended).exit).toBe(6);
    expect(other.err()).toContain("error RUN_OWNED");
  });

  it("a worker whose log nobody reads any longer ends when it is told to", async () => {
    const worker = spawnTaskloom(await installedFolder(FILES), ["worker", "slow.yaml"]);
    await expect.poll(() => worker.err(), { timeout: 20_000 }).toContain("serving slow");
    worker.stopListening();
    worker.kill("SIGTERM");
    expect(await worker.ended).toStrictEqual({ exit: 0, signal: null });
  });

  it("a worker drains on SIGTERM: handlers under way end, are recorded, and it ends with 0", async () => {
    const folder = await installedFolder(FILES);
    const worker = spawnTaskloom(folder, ["worker", "slow.yaml"]);
    await expect.poll(() => worker.err(), { timeout: 20_000 }).toContain("serving slow");
    await spawnTaskloom(folder, ["start", "slow.yaml", "--run-id", "r"]).ended;
    const watch = spawnTaskloom(folder, ["watch", "r"]);
    await expect.poll(() => watch.err(), { timeout: 20_000 }).toContain("s running");
    worker.kill("SIGTERM");
    expect(await worker.ended).toStrictEqual({ exit: 0, signal: null });
    await expect.poll(() => watch.err()).toContain("s completed");
    const described = spawnTaskloom(folder, ["describe", "r", "--json"]);
    await described.ended;
    expect(JSON.parse(described.out())).toMatchObject({ tasks: [{ id: "s", attempts: 1, status: "completed" }] });
  });
});
