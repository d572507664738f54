import type { Arm } from "./arms.js";
import type { BenchServer } from "./bench-temporal.js";
import type { Shape } from "./shapes.js";

/** What a shape costs in one arm. */
export interface Measured {
  readonly arm: Arm["name"];
  /** From start to result, milliseconds: the medians. */
  readonly wallMs: number;
  readonly msPerTask: number;
  readonly events: number;
  readonly activities: number;
  /** The median of what it took by what the raw arm took in the same round. */
  readonly byRaw: number;
  readonly byRawLocal: number;
}

export interface Rounds {
  readonly warmUps: number;
  readonly repeats: number;
}

/** Every round runs each arm once: what else the machine does meets all of them. */
export async function measureShape(
  server: BenchServer,
  shape: Shape,
  arms: readonly Arm[],
  { warmUps, repeats }: Rounds,
): Promise<readonly Measured[]> {
  const times = new Map<string, number[]>(arms.map(({ name }) => [name, []]));
  const runs = new Map<string, string>();
  for (let round = 0; round < warmUps + repeats; round += 1) {
    for (const arm of arms) {
      const began = performance.now();
      const run = await arm.start(shape);
      await server.client.workflow.getHandle(run).result();
      if (round >= warmUps) times.get(arm.name)?.push(performance.now() - began);
      runs.set(arm.name, run);
    }
  }
  const compare = (name: string, other: string): number => {
    const others = times.get(other) ?? [];
    return median((times.get(name) ?? []).map((ms, round) => ms / (others[round] ?? ms)));
  };
  const describe = async ({ name }: Arm): Promise<Measured> => {
    const wallMs = median(times.get(name) ?? []);
    const counts = await countHistory(server, runs.get(name) ?? "");
    const [byRaw, byRawLocal] = [compare(name, "raw"), compare(name, "raw local")];
    return { arm: name, wallMs, msPerTask: wallMs / shape.tasks, ...counts, byRaw, byRawLocal };
  };
  return Promise.all(arms.map(describe));
}

async function countHistory({ client }: BenchServer, run: string): Promise<Pick<Measured, "events" | "activities">> {
  const { events } = await client.workflow.getHandle(run).fetchHistory();
  const activities = (events ?? []).filter((event) => Boolean(event.activityTaskScheduledEventAttributes));
  return { events: events?.length ?? 0, activities: activities.length };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
