import type { Logger } from "pino";
import type { ClosingList } from "../closing-list.js";
import type { ResolvedConfig } from "../config/resolved-config.js";
import { createReport } from "../log/report.js";
import type { Readiness } from "./answer-request.js";
import type { RunMetrics } from "./run-metrics.js";

/** What those who watch over this process are shown. */
export interface Monitoring {
  readonly metrics: RunMetrics;
  setReadiness(readiness: Readiness): void;
}

/**
 * Serves metrics and health where the configuration says.
 * @throws PORT_UNAVAILABLE
 */
export async function startMonitoring(
  { host, port }: NonNullable<ResolvedConfig["metrics"]>,
  logger: Logger,
  closing: ClosingList,
): Promise<Monitoring> {
  // The library is not loaded where nobody looks.
  const { createPrometheusMetrics } = await import("./prometheus-metrics.js");
  const { startMetricsServer } = await import("./metrics-server.js");
  const metrics = createPrometheusMetrics();
  const server = await startMetricsServer({ host, port, metrics, report: createReport(logger) });
  closing.add(async () => server.close());
  logger.info({ port: server.port }, `metrics and health are served at http://${host}:${server.port}`);
  return { metrics, setReadiness: (readiness) => server.setReadiness(readiness) };
}
