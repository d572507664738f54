/**
 * Measures runs on a Temporal server beside workflows that are written by hand, and prints a line of JSON for each
 * figure. `npm run bench:temporal --workspace benchmarks -- [--quick] [name of a shape …]`
 */
import { startTemporalServer } from "../../../scripts/temporal/temporal-server.js";
import { createArms, type Arm } from "./arms.js";
import { connectServer, type BenchServer } from "./bench-temporal.js";
import { measureAbort, measureBundle, measureReplacement } from "./figures.js";
import { measureCollection, measureMemory, measureRunsAtOnce } from "./many-runs.js";
import { measureShape, type Rounds } from "./measure-shape.js";
import { shapes } from "./shapes.js";

const asked = process.argv.slice(2).filter((argument) => argument !== "--quick");
const rounds: Rounds = { warmUps: 2, repeats: process.argv.includes("--quick") ? 5 : 9 };

function print(figures: Readonly<Record<string, string | number>>): void {
  const rounded = Object.entries(figures).map(([key, value]) => [
    key,
    typeof value === "number" ? Math.round(value * 1_000) / 1_000 : value,
  ]);
  console.log(JSON.stringify(Object.fromEntries(rounded)));
}

async function measureShapes(server: BenchServer): Promise<void> {
  const { arms, workers } = await createArms(server);
  const running = workers.map(async (worker) => worker.run());
  const wanted = shapes.filter(({ name }) => asked.length === 0 || asked.includes(name));
  for (const shape of wanted) {
    const measured = await measureShape(server, shape, arms, rounds);
    for (const figures of measured) print({ shape: shape.name, ...figures });
  }
  if (asked.length === 0) await measureMany(server, arms);
  for (const worker of workers) worker.shutdown();
  await Promise.all(running);
}

async function measureMany(server: BenchServer, arms: readonly Arm[]): Promise<void> {
  for (const arm of arms) {
    print({ figure: `200 runs at once (${arm.name}), tasks a second`, value: await measureRunsAtOnce(server, arm) });
  }
  const strict = arms.find(({ name }) => name === "strict");
  if (strict === undefined) return;
  for (const items of [10, 100, 1_000, 10_000]) {
    print({ figure: `collection of ${items}, ms an item`, value: await measureCollection(server, strict, items) });
  }
  for (const runs of [1_000, 2_000, 3_000]) {
    print({ figure: `memory after ${runs} further runs, MiB`, value: await measureMemory(server, strict, 1_000) });
  }
}

const temporal = await startTemporalServer();
const server = await connectServer(temporal.address);
await measureShapes(server);
if (asked.length === 0) {
  print({ figure: "the workflow's bundle, bytes", value: measureBundle() });
  print({ figure: "a loser sees its abort, ms", value: await measureAbort(server) });
  print({ figure: "a killed worker is replaced, ms", value: await measureReplacement(server, temporal.address) });
}
await server.close();
await temporal.dispose();
