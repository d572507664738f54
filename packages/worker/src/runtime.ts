import type { EmbeddedEngine } from "@taskloom/embedded";
import type { CompiledDefinition, Handlers } from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { Logger } from "pino";
import { createClosingList, type ClosingList } from "./closing-list.js";
import type { ResolvedConfig } from "./config/resolved-config.js";
import {
  createRuntimeContainer,
  EMBEDDED_ENGINE,
  HANDLERS,
  LOGGER,
  MONITORING,
  TASK_TYPES,
  TEMPORAL_ENGINE,
} from "./container.js";
import { startRetention } from "./retention.js";
import type { RuntimeParts } from "./runtime-parts.js";
import type { TemporalEngine } from "./temporal/temporal-engine.js";

/** Everything that a process needs to run workflows; what its engine offers besides `Engine` depends on the kind. */
export type Runtime = EmbeddedRuntime | TemporalRuntime;

export interface EmbeddedRuntime extends CommonRuntime {
  readonly kind: "embedded";
  readonly engine: EmbeddedEngine;
}

export interface TemporalRuntime extends CommonRuntime {
  readonly kind: "temporal";
  readonly engine: TemporalEngine;
}

interface CommonRuntime {
  readonly config: ResolvedConfig;
  readonly logger: Logger;
  /** The user's and those that come with it. */
  readonly handlers: Handlers;
  /** All of them. */
  readonly taskTypes: readonly TaskTypeDefinition[];
  /**
   * Takes definitions up: their triggers listen, and this process works.
   * @throws OPTION_NOT_SUPPORTED, SCHEDULE_INVALID
   */
  serve(definitions: readonly CompiledDefinition[]): Promise<void>;
  /** Stops the engine, waiting for handlers under way as long as its parts said, and closes what it stands on. */
  close(): Promise<void>;
}

/**
 * Puts an engine together as the configuration says. With the role `work` metrics and health are served where the
 * configuration says, and an embedded engine removes finished runs when the configured time has passed.
 * @throws TASK_TYPE_DUPLICATE, HANDLERS_INVALID, CONFIG_INVALID, PORT_UNAVAILABLE; the journal's codes when it cannot be
 *   opened; SERVER_UNREACHABLE, NAMESPACE_NOT_FOUND, SERVER_REFUSED
 */
export async function createRuntime(config: ResolvedConfig, parts: RuntimeParts): Promise<Runtime> {
  return config.engine === "temporal" ? createTemporalRuntime(config, parts) : createEmbeddedRuntime(config, parts);
}

/** The same whatever engine the configuration names. */
export async function createEmbeddedRuntime(config: ResolvedConfig, parts: RuntimeParts): Promise<EmbeddedRuntime> {
  return assemble(config, parts, async (container, closing) => {
    const engine = await container.resolve(EMBEDDED_ENGINE);
    closing.add(async () => engine.close(parts.graceMs));
    if (parts.role === "work" && config.retentionMs !== undefined) {
      closing.add(startRetention(engine, config.retentionMs, container.resolve(LOGGER)));
    }
    return { kind: "embedded", engine };
  });
}

async function createTemporalRuntime(config: ResolvedConfig, parts: RuntimeParts): Promise<TemporalRuntime> {
  return assemble(config, parts, async (container, closing) => {
    const engine = await container.resolve(TEMPORAL_ENGINE);
    closing.add(async () => engine.close());
    return { kind: "temporal", engine };
  });
}

type Container = ReturnType<typeof createRuntimeContainer>;

type Opened = Pick<EmbeddedRuntime, "kind" | "engine"> | Pick<TemporalRuntime, "kind" | "engine">;

async function assemble<T extends Opened>(
  config: ResolvedConfig,
  parts: RuntimeParts,
  open: (container: Container, closing: ClosingList) => Promise<T>,
): Promise<T & CommonRuntime> {
  const closing = createClosingList();
  try {
    const container = createRuntimeContainer(config, parts, closing);
    const opened = await open(container, closing);
    const monitoring = await container.resolve(MONITORING);
    closing.add(async () => monitoring?.setReadiness("draining"));
    return {
      ...opened,
      config,
      logger: container.resolve(LOGGER),
      handlers: container.resolve(HANDLERS),
      taskTypes: container.resolve(TASK_TYPES),
      serve: async (definitions) => {
        await opened.engine.serve(definitions);
        monitoring?.setReadiness("ready");
      },
      close: async () => closing.closeAll(),
    };
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}
