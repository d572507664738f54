import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { builtBundle } from "@taskloom/activity-adapter";
import type { HandlerContext } from "@taskloom/interfaces";
import { endProcess, startOwnProcess } from "../../../scripts/own-process.js";
import { compile } from "../embedded/bench-engine.js";
import { createTaskloomArm, type BenchServer } from "./bench-temporal.js";

const PROCESS = fileURLToPath(new URL("./worker-to-kill.ts", import.meta.url));

/** From `kill -9` of a worker under way with a handler until another worker makes the next attempt; milliseconds. */
export async function measureReplacement(server: BenchServer, address: string): Promise<number> {
  const taskQueue = `killed-${crypto.randomUUID()}`;
  const child = startOwnProcess(process.execPath, ["--import", "tsx", PROCESS, address, taskQueue], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const called = createMoment();
  const handler = { run: () => called.note() };
  const handlers = { get: () => handler, names: () => ["hang"] };
  const { engine, worker } = await createTaskloomArm(server, taskQueue, handlers);
  const definition = compile({ id: "killed", tasks: [{ id: "a", action: "hang", retry: { initial_interval: 1 } }] });
  await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
  if (child.stdout !== null) await once(child.stdout, "data");
  await endProcess(child);
  const began = performance.now();
  await worker.runUntil(called.noted);
  return (await called.noted) - began;
}

/** From the end of a race until its loser's signal is aborted; milliseconds. */
export async function measureAbort(server: BenchServer): Promise<number> {
  const [won, lost] = [createMoment(), createMoment()];
  const run = async (input: unknown, { signal }: HandlerContext): Promise<unknown> => {
    if (input === "lose") {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      lost.note();
    } else {
      // The loser is under way by then.
      await new Promise((resolve) => setTimeout(resolve, 500));
      won.note();
    }
    return input;
  };
  const handlers = { get: () => ({ run }), names: () => ["race"] };
  const { engine, worker } = await createTaskloomArm(server, `race-${crypto.randomUUID()}`, handlers);
  const tasks = ["win", "lose"].map((id) => ({ id, action: "race", with: id }));
  const definition = compile({ id: "race", tasks: [{ id: "p", type: "parallel", strategy: "race", tasks }] });
  await engine.start({ definition, input: {}, requestId: crypto.randomUUID() });
  await worker.runUntil(lost.noted);
  return (await lost.noted) - (await won.noted);
}

/** Bytes, without a source map. */
export function measureBundle(): number {
  const code = "codePath" in builtBundle ? readFileSync(builtBundle.codePath, "utf8") : builtBundle.code;
  const map = code.lastIndexOf("//# sourceMappingURL=");
  return Buffer.byteLength(map < 0 ? code : code.slice(0, map));
}

interface Moment {
  readonly noted: Promise<number>;
  readonly note: () => void;
}

function createMoment(): Moment {
  let resolve: (at: number) => void = () => undefined;
  const noted = new Promise<number>((given) => {
    resolve = given;
  });
  return { noted, note: () => resolve(performance.now()) };
}
