import type { PrometheusMetrics } from "./prometheus-metrics.js";

/** How far a process is with its work: `ready` is the only one in which more should be given to it. */
export type Readiness = "starting" | "ready" | "draining";

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

type Reading = Pick<PrometheusMetrics, "contentType" | "render">;

/** What is answered for a path. */
export async function answerRequest(
  { method = "", url = "" }: { readonly method?: string | undefined; readonly url?: string | undefined },
  readiness: Readiness,
  metrics: Reading,
): Promise<HttpAnswer> {
  if (method !== "GET" && method !== "HEAD") return inWords(405, "only GET and HEAD are answered");
  const [path] = url.split("?", 1);
  if (path === "/healthz") return inWords(200, "alive");
  if (path === "/readyz") return inWords(readiness === "ready" ? 200 : 503, readiness);
  if (path !== "/metrics") return inWords(404, "there are /healthz, /readyz and /metrics");
  return { status: 200, contentType: metrics.contentType, body: await metrics.render() };
}

function inWords(status: number, text: string): HttpAnswer {
  return { status, contentType: "text/plain; charset=utf-8", body: `${text}\n` };
}
