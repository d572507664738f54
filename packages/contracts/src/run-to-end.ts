import type { CompiledDefinition, Engine, JsonValue, RunDocument } from "@taskloom/interfaces";

/** Starts a run, waits for its end, and gives its document. */
export async function runToEnd(
  engine: Engine,
  definition: CompiledDefinition,
  input: JsonValue = {},
): Promise<RunDocument> {
  const { runId } = await engine.start({ definition, input, requestId: crypto.randomUUID() });
  return awaitEnd(engine, runId);
}

/** Waits for the end of a run, and gives its document. */
export async function awaitEnd(engine: Engine, run: string): Promise<RunDocument> {
  for await (const _update of engine.watch(run));
  return engine.get(run, { detailed: true });
}
