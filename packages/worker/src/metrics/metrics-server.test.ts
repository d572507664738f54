import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startServer } from "../http/http-server.fixture.js";
import { startMetricsServer, type MetricsServer, type MetricsServerOptions } from "./metrics-server.js";
import { createPrometheusMetrics } from "./prometheus-metrics.js";

interface Started {
  readonly server: MetricsServer;
  readonly reported: readonly unknown[];
  readonly ask: (path: string, method?: string) => Promise<Response>;
}

/** A server on a free port that ends with the test. */
async function start(options: Partial<MetricsServerOptions> = {}): Promise<Started> {
  const reported: unknown[] = [];
  const server = await startMetricsServer({
    host: "127.0.0.1",
    port: 0,
    metrics: createPrometheusMetrics(),
    report: (_, error) => void reported.push(error),
    ...options,
  });
  onTestFinished(async () => server.close());
  const ask: Started["ask"] = async (path, method = "GET") =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  return { server, reported, ask };
}

describe("a server of metrics", () => {
  it("says that the process lives, whatever it does", async () => {
    const { server, ask } = await start();
    for (const readiness of ["starting", "ready", "draining"] as const) {
      server.setReadiness(readiness);
      expect((await ask("/healthz")).status).toBe(200);
    }
  });

  it("says that the process is ready once it is, and not any more while it drains", async () => {
    const { server, ask } = await start();
    const before = await ask("/readyz");
    server.setReadiness("ready");
    const ready = await ask("/readyz");
    server.setReadiness("draining");
    const draining = await ask("/readyz?verbose");
    expect([before.status, ready.status, draining.status]).toStrictEqual([503, 200, 503]);
    expect(await draining.text()).toBe("draining\n");
  });

  it("gives what was counted as Prometheus reads it", async () => {
    const metrics = createPrometheusMetrics();
    const { ask } = await start({ metrics });
    metrics.runStarted("order");
    const response = await ask("/metrics");
    expect([response.status, response.headers.get("content-type")]).toStrictEqual([
      200,
      "text/plain; version=0.0.4; charset=utf-8",
    ]);
    expect(await response.text()).toContain("\n# TYPE taskloom_runs_active gauge\ntaskloom_runs_active 1\n");
  });

  it.each([
    ["GET", "/", 404],
    ["GET", "/healthz/x", 404],
    ["POST", "/metrics", 405],
    ["HEAD", "/metrics", 200],
  ])("answers %s %s with %i", async (method, path, status) => {
    const { ask } = await start();
    expect((await ask(path, method)).status).toBe(status);
  });

  it("lives on when an answer cannot be made or a client talks nonsense, and tells the former", async () => {
    const fault = new Error("broken");
    const render = async (): Promise<string> => Promise.reject(fault);
    const { server, reported, ask } = await start({ metrics: { contentType: "text/plain", render } });
    expect((await ask("/metrics")).status).toBe(500);
    const socket = connect(server.port, "127.0.0.1");
    socket.end("nonsense\r\n\r\n").resume();
    await new Promise((resolve) => socket.once("close", resolve));
    expect((await ask("/healthz")).status).toBe(200);
    expect(reported).toStrictEqual([fault]);
  });

  it("can be closed twice, with a connection that is still open", async () => {
    const { server } = await start();
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("connect", resolve));
    await server.close();
    await server.close();
    await expect(start({ port: server.port })).resolves.toBeDefined();
  });
});

describe("a server of metrics that cannot be", () => {
  it("on a port that is taken says so", async () => {
    const { port } = await startServer((_, response) => response.end());
    await expect(start({ port })).rejects.toMatchObject({
      code: "PORT_UNAVAILABLE",
      details: { host: "127.0.0.1", port },
    });
  });

  it.each([
    ["127.0.0.1", 70_000],
    ["192.0.2.1", 0],
  ])("at %s:%i says so", async (host, port) => {
    await expect(start({ host, port })).rejects.toMatchObject({ code: "PORT_UNAVAILABLE", details: { host, port } });
  });
});
