import { randomUUID } from "node:crypto";
import { trace } from "@opentelemetry/api";
import { describe, expect, it, vi } from "vitest";
import { isTemporalSkipped } from "../../../../scripts/temporal/server-address.fixture.js";
import { startServer } from "../http/http-server.fixture.js";
import { compileTasks, flagsOf, openRuntime } from "../temporal/runtime-on.fixture.js";

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: unknown }[] };
    readonly scopeSpans: readonly { readonly spans: readonly { readonly name: string; readonly traceId: string }[] }[];
  }[];
}

/** A collector, and what it was sent. */
async function startCollector(): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const { port } = await startServer(({ body }, response) => {
    sent.push(JSON.parse(body) as Sent);
    response.end("{}");
  });
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${port}`);
  return sent;
}

describe.skipIf(isTemporalSkipped)("tracing", () => {
  it("sends one trace of a run: its start, its workflow, and its activities by the types of their tasks", async () => {
    const sent = await startCollector();
    const { runtime } = await openRuntime({ ...flagsOf("temporal"), tracing: "otlp" });
    const definition = compileTasks(runtime, [{ id: "a", action: "core.echo" }]);
    const { runId } = await runtime.engine.start({ definition, input: {}, requestId: randomUUID() });
    for await (const _update of runtime.engine.watch(runId));
    await runtime.close();
    const spans = sent.flatMap(({ resourceSpans }) => resourceSpans).flatMap(({ scopeSpans }) => scopeSpans);
    const all = spans.flatMap((scope) => scope.spans);
    expect(all.map(({ name }) => name).filter((name) => /Query|Describe/.test(name))).toStrictEqual([]);
    expect(all.map(({ name }) => name)).toStrictEqual(
      expect.arrayContaining([
        "StartWorkflow:flow",
        "RunWorkflow:flow",
        "StartActivity:task.basic",
        "RunActivity:task.basic",
      ]),
    );
    expect(new Set(all.map(({ traceId }) => traceId)).size).toBe(1);
    vi.unstubAllEnvs();
  });
});

it("tracing in a process that reaches no server is over", async () => {
  const flags = { engine: "temporal", "temporal.address": "127.0.0.1:1", tracing: "otlp" };
  await expect(openRuntime(flags)).rejects.toMatchObject({ code: "SERVER_UNREACHABLE" });
  expect(trace.getTracer("any").startSpan("one").isRecording()).toBe(false);
});
