import process from "node:process";
import type { CompiledDefinition, Engine, Journal, Schedules } from "@taskloom/interfaces";
import { loadDefinition, TaskloomError, type HandlerEntry, type LoadOptions, defineHandlers } from "@taskloom/shared";

/** What an engine is made from; everything else is configured as for the command. */
export interface CreateEngineOptions {
  /** What `defineHandlers` gives, or the same as a plain object; those named `core.*` are added. */
  readonly handlers?: Readonly<Record<string, HandlerEntry>>;
  /** The journal's file. Default `:memory:`. */
  readonly journal?: string;
  /** `memory` (default) or `redis://…`. */
  readonly store?: string;
  /** `run` (default): runs what it starts. `work`: also takes up what others left. `call`: runs nothing. */
  readonly role?: "run" | "work" | "call";
}

/** An engine in this process. */
export interface WorkflowEngine extends Engine, Journal {
  readonly schedules: Schedules;
  /**
   * Makes a definition ready for `start`: what `defineWorkflow` gives, or the same as a plain object.
   * @throws DEFINITION_INVALID, with everything that is wrong in `details.diagnostics`
   */
  compile(definition: object): CompiledDefinition;
  /** Takes definitions up: their triggers and schedules start runs here. With the role `work`. */
  serve(definitions: readonly CompiledDefinition[]): Promise<void>;
}

/**
 * Makes an engine for programs of your own; the same that the command uses.
 * @throws HANDLERS_INVALID, CONFIG_INVALID; the journal's codes when it cannot be opened
 */
export async function createEngine(options: CreateEngineOptions = {}): Promise<WorkflowEngine> {
  const { checkCron, createEmbeddedRuntime, findPlanCheck, resolveConfig } = await import("@taskloom/worker");
  const { importModule } = await import("./modules/import-module.js");
  const { handlers = {}, journal = ":memory:", store, role = "run" } = options;
  const config = await resolveConfig({
    cwd: process.cwd(),
    env: process.env,
    flags: { engine: "embedded", "journal.file": journal, store },
    loadModule: importModule,
    defaults: { "log.level": "error" },
  });
  const runtime = await createEmbeddedRuntime(config, { handlers: defineHandlers(handlers), role });
  const { taskTypes } = runtime;
  const { limits } = config;
  const checkPlan = await findPlanCheck(config.engine);
  return {
    ...runtime.engine,
    compile: (definition) => compile(definition, { taskTypes, checkCron, checkPlan, limits }),
    close: async () => runtime.close(),
  };
}

function compile(value: object, options: LoadOptions): CompiledDefinition {
  const { compiled, diagnostics } = loadDefinition({ value }, options);
  if (compiled !== undefined) return compiled;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  throw new TaskloomError("DEFINITION_INVALID", `${first?.code} ${first?.message}${more}`, {
    details: { diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic })) },
  });
}
