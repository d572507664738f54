import { describe, expect, it } from "vitest";
import { createPrometheusMetrics, type PrometheusMetrics } from "./prometheus-metrics.js";

/** The samples of a metric, without buckets. */
async function samplesOf(metrics: PrometheusMetrics, name: string): Promise<readonly string[]> {
  const lines = (await metrics.render()).split("\n");
  return lines.filter((line) => line.startsWith(name) && !line.includes("_bucket"));
}

describe("metrics", () => {
  it("count the runs that ended, by workflow and status, and those that are open", async () => {
    const metrics = createPrometheusMetrics();
    for (let run = 0; run < 4; run += 1) metrics.runStarted("order");
    metrics.runEnded("order", "completed");
    metrics.runEnded("order", "completed");
    metrics.runEnded("order", "failed");
    expect(await samplesOf(metrics, "taskloom_runs")).toStrictEqual([
      'taskloom_runs_total{workflow="order",status="completed"} 2',
      'taskloom_runs_total{workflow="order",status="failed"} 1',
      "taskloom_runs_active 1",
    ]);
  });

  it("have no open runs when one ends that another process had started", async () => {
    const metrics = createPrometheusMetrics();
    metrics.runEnded("order", "completed");
    metrics.runStarted("order");
    expect(await samplesOf(metrics, "taskloom_runs_active")).toStrictEqual(["taskloom_runs_active 1"]);
  });

  it("count tasks by type, status and execution path, and measure them in seconds", async () => {
    const metrics = createPrometheusMetrics();
    metrics.taskEnded({ type: "basic", status: "completed", path: "new", durationMs: 1_500 });
    metrics.taskEnded({ type: "basic", status: "failed", path: "old", durationMs: 500 });
    expect(await samplesOf(metrics, "taskloom_task")).toStrictEqual([
      'taskloom_tasks_total{type="basic",status="completed",path="new"} 1',
      'taskloom_tasks_total{type="basic",status="failed",path="old"} 1',
      'taskloom_task_duration_seconds_sum{type="basic"} 2',
      'taskloom_task_duration_seconds_count{type="basic"} 2',
    ]);
    expect(await metrics.render()).toContain('taskloom_task_duration_seconds_bucket{le="0.5",type="basic"} 1');
  });

  it("count calls of handlers and what the store had lost", async () => {
    const metrics = createPrometheusMetrics();
    metrics.attemptStarted("order");
    metrics.storeMissed();
    expect(await samplesOf(metrics, "taskloom_handler")).toStrictEqual([
      'taskloom_handler_attempts_total{workflow="order"} 1',
    ]);
    expect(await samplesOf(metrics, "taskloom_store")).toStrictEqual(["taskloom_store_misses_total 1"]);
  });

  it("of one engine know nothing of those of another", async () => {
    const [one, other] = [createPrometheusMetrics(), createPrometheusMetrics()];
    one.storeMissed();
    expect(await samplesOf(other, "taskloom_store")).toStrictEqual(["taskloom_store_misses_total 0"]);
  });
});
