import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { answerRequest, type Readiness } from "./answer-request.js";
import { listen } from "./listen.js";
import type { PrometheusMetrics } from "./prometheus-metrics.js";

export interface MetricsServerOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly metrics: Pick<PrometheusMetrics, "contentType" | "render">;
  /** Takes what goes wrong with an answer; nothing is stopped by it. */
  readonly report: (message: string, error: unknown) => void;
}

/**
 * A server for those who watch over a process: `/healthz` is 200 as long as it lives, `/readyz` while it is ready, else 503,
 * and `/metrics` what Prometheus reads.
 */
export interface MetricsServer {
  readonly port: number;
  /** It begins with `starting`. */
  setReadiness(readiness: Readiness): void;
  /** Requests under way are cut. */
  close(): Promise<void>;
}

/** @throws PORT_UNAVAILABLE */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, metrics, report } = options;
  let readiness: Readiness = "starting";
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      report("a request for metrics could not be answered", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, contentType, body } = await answerRequest(request, readiness, metrics);
    response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
    response.end(request.method === "HEAD" ? undefined : body);
  };
  const port = await listen(server, host, options.port);
  server.on("error", (error) => report("the server for metrics has a fault", error));
  return {
    port,
    setReadiness: (next) => {
      readiness = next;
    },
    close: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
