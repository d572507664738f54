import type { JsonValue, RunDocument } from "@taskloom/interfaces";
import { loadDefinition } from "@taskloom/shared";
import { checkCron, defaultTaskTypes } from "@taskloom/worker";
import { createEngine } from "taskloom";

/** The codes of what is wrong with a definition in YAML, warnings included, with their lines. */
export function diagnose(text: string): readonly string[] {
  const { diagnostics } = loadDefinition({ text, format: "yaml" }, { taskTypes: defaultTaskTypes, checkCron });
  return diagnostics.map(({ code, line }) => `${code} at line ${line}`);
}

/** Runs a definition in YAML on an engine in memory to its end. */
export async function runDefinition(text: string, input: JsonValue): Promise<RunDocument> {
  const { definition } = loadDefinition({ text, format: "yaml" }, { taskTypes: defaultTaskTypes });
  const engine = await createEngine();
  try {
    const compiled = engine.compile(definition as object);
    const { runId } = await engine.start({ definition: compiled, input, requestId: "docs" });
    for await (const _update of engine.watch(runId));
    return await engine.get(runId);
  } finally {
    await engine.close();
  }
}
