import { ExportResultCode } from "@opentelemetry/core";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";

/** As Temporal's interceptors name the spans of those who only look: readers of runs do so again and again. */
const LOOK = /^(QueryWorkflow|HandleQuery|DescribeWorkflow)(:|$)/;

/** Sends what changes something, and nothing of who only looked. */
export function sendChangesOnly(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans: ReadableSpan[], done) => {
      const changes = spans.filter(({ name }) => !LOOK.test(name));
      if (changes.length > 0) exporter.export(changes, done);
      else done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: async () => exporter.shutdown(),
  };
}
