import { createDefinitions, type KnownDefinition } from "@taskloom/advance";
import type { CompiledDefinition } from "@taskloom/interfaces";
import { taskType as basic } from "@taskloom/orchestrator-basic";
import { taskType as wait } from "@taskloom/orchestrator-wait";
import { loadDefinition } from "@taskloom/shared";

const taskTypes = [basic, wait];

/** A definition of basic and wait tasks that must be right. */
export function compile(value: Readonly<Record<string, unknown>>): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value: { id: "test", ...value } }, { taskTypes });
  if (compiled === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return compiled;
}

/** The same, as a process has it in memory. */
export function know(definition: CompiledDefinition): KnownDefinition {
  return createDefinitions(taskTypes).add(definition);
}
