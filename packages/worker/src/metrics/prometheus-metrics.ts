import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RunMetrics } from "./run-metrics.js";

/** Counts, and what Prometheus reads of them. */
export interface PrometheusMetrics extends RunMetrics {
  readonly contentType: string;
  /** All that was counted so far, as text. */
  render(): Promise<string>;
}

/** From a fused step to a task that waits for an hour. */
const DURATION_BUCKETS_S = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600];

/**
 * Metrics with a registry of their own: two in one process know nothing of each other. Labels are names that definitions
 * and the program give, never ids of runs, so that their number is bounded.
 */
export function createPrometheusMetrics(): PrometheusMetrics {
  const registry = new Registry();
  const { runs, active, tasks, durations, attempts, misses } = createInstruments(registry);
  let open = 0;
  return {
    contentType: registry.contentType,
    render: async () => registry.metrics(),
    runStarted: () => {
      open += 1;
      active.set(open);
    },
    runEnded: (workflow, status) => {
      // One that another process had may end here.
      open = Math.max(0, open - 1);
      active.set(open);
      runs.inc({ workflow, status });
    },
    taskEnded: ({ type, status, path, durationMs }) => {
      tasks.inc({ type, status, path });
      durations.observe({ type }, durationMs / 1_000);
    },
    attemptStarted: (workflow) => attempts.inc({ workflow }),
    storeMissed: () => misses.inc(),
  };
}

interface Instruments {
  readonly runs: Counter<"workflow" | "status">;
  readonly active: Gauge;
  readonly tasks: Counter<"type" | "status" | "path">;
  readonly durations: Histogram<"type">;
  readonly attempts: Counter<"workflow">;
  readonly misses: Counter;
}

function createInstruments(registry: Registry): Instruments {
  const registers = [registry];
  return {
    runs: new Counter({
      name: "taskloom_runs_total",
      help: "Runs that ended in this process.",
      labelNames: ["workflow", "status"],
      registers,
    }),
    active: new Gauge({ name: "taskloom_runs_active", help: "Runs that this process drives now.", registers }),
    tasks: new Counter({
      name: "taskloom_tasks_total",
      help: "Tasks that ended.",
      labelNames: ["type", "status", "path"],
      registers,
    }),
    durations: new Histogram({
      name: "taskloom_task_duration_seconds",
      help: "From a task's start to its end.",
      labelNames: ["type"],
      buckets: DURATION_BUCKETS_S,
      registers,
    }),
    attempts: new Counter({
      name: "taskloom_handler_attempts_total",
      help: "Calls of handlers.",
      labelNames: ["workflow"],
      registers,
    }),
    misses: new Counter({
      name: "taskloom_store_misses_total",
      help: "Calls that found the store empty of what they needed.",
      registers,
    }),
  };
}
