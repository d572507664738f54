/**
 * Measures the embedded engine and prints a line of JSON for each figure.
 * `npm run bench:embedded --workspace benchmarks`
 */
import { createBenchEngine, createCollection, createSequence, timeRuns, type JournalKind } from "./bench-engine.js";

/** Before these, so many that warm up: a fresh process compiles while it runs. */
const WARM_UPS = 10;
const REPEATS = 15;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function print(what: string, figures: Readonly<Record<string, number>>): void {
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, Math.round(value * 100) / 100]),
  );
  console.log(JSON.stringify({ what, ...rounded }));
}

/** Tasks a second, over so many runs at once; the median of some repeats after those that warm up. */
async function measureSequence(
  kind: JournalKind,
  durability: "strict" | "relaxed",
  tasks: number,
  runs: number,
): Promise<void> {
  const bench = await createBenchEngine(kind);
  const definition = createSequence(tasks, durability);
  const times: number[] = [];
  for (let repeat = 0; repeat < WARM_UPS + REPEATS; repeat += 1) times.push(await timeRuns(bench, definition, runs));
  print(`${kind}, ${durability}, ${runs} runs of ${tasks}`, {
    tasks_per_second: (tasks * runs * 1000) / median(times.slice(WARM_UPS)),
  });
  await bench.close();
}

/** What an item costs in a small and in a large collection. */
async function measureItems(): Promise<void> {
  const bench = await createBenchEngine("memory");
  const perItem = async (items: number, runs: number): Promise<number> => {
    const definition = createCollection(items);
    const times: number[] = [];
    for (let repeat = 0; repeat < WARM_UPS + REPEATS; repeat += 1) {
      let total = 0;
      for (let run = 0; run < runs; run += 1) total += await timeRuns(bench, definition, 1);
      times.push((total * 1000) / (items * runs));
    }
    return median(times.slice(WARM_UPS));
  };
  const small = await perItem(10, 100);
  const large = await perItem(10_000, 1);
  print("collection, microseconds an item", { of_10: small, of_10000: large, ratio: large / small });
  await bench.close();
}

/** The heap after many finished runs. */
async function measureMemory(runs: number): Promise<void> {
  const bench = await createBenchEngine("memory");
  const definition = createSequence(3, "strict");
  const figures: Record<string, number> = {};
  for (let done = 0; done < runs; done += 1_000) {
    await timeRuns(bench, definition, 1_000);
    if ((done + 1_000) % (runs / 5) !== 0) continue;
    globalThis.gc?.();
    figures[`heap_mb_after_${done + 1_000}`] = process.memoryUsage().heapUsed / 1024 / 1024;
  }
  print("memory, runs of 3 tasks", figures);
  await bench.close();
}

await measureSequence("memory", "strict", 1_000, 1);
await measureSequence("memory", "relaxed", 1_000, 1);
await measureSequence("file", "strict", 100, 100);
await measureSequence("file", "relaxed", 100, 100);
await measureSequence("file with fsync", "strict", 100, 100);
await measureItems();
await measureMemory(100_000);
