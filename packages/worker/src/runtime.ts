import type { EmbeddedEngine } from "@taskloom/embedded";
import type { Handlers } from "@taskloom/interfaces";
import type { TaskTypeDefinition } from "@taskloom/shared";
import type { Logger } from "pino";
import { createClosingList } from "./closing-list.js";
import type { ResolvedConfig } from "./config/resolved-config.js";
import { createRuntimeContainer, ENGINE, HANDLERS, LOGGER, TASK_TYPES } from "./container.js";
import { startRetention } from "./retention.js";
import type { RuntimeParts } from "./runtime-parts.js";

/** Everything that a process needs to run workflows. */
export interface Runtime {
  readonly engine: EmbeddedEngine;
  readonly config: ResolvedConfig;
  readonly logger: Logger;
  /** The user's and those that come with it. */
  readonly handlers: Handlers;
  /** All of them. */
  readonly taskTypes: readonly TaskTypeDefinition[];
  /** Stops the engine, waiting for handlers at most `graceMs` (default 10 s), and closes what it stands on. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Puts an engine together as the configuration says. With the role `work`, finished runs are removed when the
 * configured time has passed.
 * @throws TASK_TYPE_DUPLICATE, HANDLERS_INVALID, CONFIG_INVALID; the journal's codes when it cannot be opened
 */
export async function createRuntime(config: ResolvedConfig, parts: RuntimeParts): Promise<Runtime> {
  const closing = createClosingList();
  const container = createRuntimeContainer(config, parts, closing);
  try {
    const engine = await container.resolve(ENGINE);
    const logger = container.resolve(LOGGER);
    let graceMs: number | undefined;
    closing.add(async () => engine.close(graceMs));
    if (parts.role === "work" && config.retentionMs !== undefined) {
      closing.add(startRetention(engine, config.retentionMs, logger));
    }
    return {
      engine,
      config,
      logger,
      handlers: container.resolve(HANDLERS),
      taskTypes: container.resolve(TASK_TYPES),
      close: async (grace) => {
        graceMs = grace;
        await closing.closeAll();
      },
    };
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}
