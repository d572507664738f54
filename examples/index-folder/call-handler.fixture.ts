import type { Handler, HandlerContext, JsonValue } from "@taskloom/interfaces";

/** Calls a handler as a task would, with nobody listening to what it says. */
export async function callHandler(
  handler: Handler,
  input: JsonValue,
  signal: AbortSignal = new AbortController().signal,
): Promise<unknown> {
  const context: HandlerContext = {
    runId: "run",
    workflow: "test",
    taskPath: "root/task",
    attempt: 1,
    labels: {},
    env: {},
    signal,
    idempotencyKey: "run:root/task",
    lastHeartbeat: null,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    heartbeat: ignore,
    progress: ignore,
  };
  return handler.run(input, context);
}

function ignore(): void {
  return undefined;
}
