import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResourcesSync, envDetectorSync, Resource } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { ClientInterceptors } from "@temporalio/client";
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryWorkflowClientInterceptor,
} from "@temporalio/interceptors-opentelemetry";
import type { WorkerOptions } from "@temporalio/worker";
import { sendChangesOnly } from "./changes-only.js";

/** Traces of what a process does on Temporal. */
export interface Tracing {
  readonly ofClient: ClientInterceptors;
  /** Goes with the bundle that has the interceptors of workflows. */
  readonly ofWorker: Pick<WorkerOptions, "interceptors" | "sinks">;
  /** Sends what is left, as long as the collector takes it within seconds; nothing is traced any more. */
  close(): Promise<void>;
}

/** A collector that is away holds nothing up for longer. */
const SEND_MS = 5_000;

/**
 * Sends traces by OpenTelemetry's protocol over HTTP to where its environment says (`OTEL_EXPORTER_OTLP_ENDPOINT`, by default
 * port 4318 of this machine), under the name that it says (`OTEL_SERVICE_NAME`, by default `taskloom`).
 */
export function startTracing(): Tracing {
  const named = new Resource({ "service.name": "taskloom" });
  const resource = named.merge(detectResourcesSync({ detectors: [envDetectorSync] }));
  const exporter = sendChangesOnly(new OTLPTraceExporter({ timeoutMillis: SEND_MS }));
  const processor = new BatchSpanProcessor(exporter, { exportTimeoutMillis: SEND_MS });
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  // Their own code finds the tracer, the place of a span and its way into headers by what is registered.
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  const tracer = provider.getTracer("taskloom");
  return {
    ofClient: { workflow: [new OpenTelemetryWorkflowClientInterceptor({ tracer })] },
    ofWorker: {
      interceptors: {
        activity: [(context) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(context, { tracer }) })],
      },
      sinks: { exporter: makeWorkflowExporter(processor, resource) },
    },
    close: async () => {
      await provider.shutdown().catch(() => undefined);
      for (const registered of [trace, context, propagation]) registered.disable();
    },
  };
}
