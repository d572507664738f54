import { DEFAULT_LIMITS, type Limits } from "@taskloom/interfaces";
import { z } from "zod";
import { countUpTo } from "../count-schema.js";
import { durationSchema } from "../duration-schema.js";
import type { Setting } from "./setting.js";

/** The limits as they are called in a configuration. */
export type LimitName =
  | "definition_bytes"
  | "nesting"
  | "container_nesting"
  | "tasks"
  | "expression_length"
  | "expression_depth"
  | "expression_steps"
  | "expression_result_length"
  | "value_bytes"
  | "items"
  | "executions"
  | "kept_signals"
  | "kept_signal_bytes"
  | "cancel_grace"
  | "log_lines";

const NAMES: Readonly<Record<LimitName, keyof Limits>> = {
  definition_bytes: "definitionBytes",
  nesting: "nesting",
  container_nesting: "containerNesting",
  tasks: "tasks",
  expression_length: "expressionLength",
  expression_depth: "expressionDepth",
  expression_steps: "expressionSteps",
  expression_result_length: "expressionResultLength",
  value_bytes: "valueBytes",
  items: "items",
  executions: "executions",
  kept_signals: "keptSignals",
  kept_signal_bytes: "keptSignalBytes",
  cancel_grace: "cancelGraceMs",
  log_lines: "logLines",
};

export type LimitKey = `limits.${LimitName}`;

/** The limit that a setting gives. */
export const LIMIT_OF: Readonly<Record<LimitKey, keyof Limits>> = mapLimits((name) => NAMES[name]);

/** One setting for each limit; a value above the default is none. */
export const LIMIT_SETTINGS: Readonly<Record<LimitKey, Setting<number>>> = mapLimits(createSetting);

/** Something for each limit, by its setting. */
export function mapLimits<T>(map: (name: LimitName) => T): Readonly<Record<LimitKey, T>> {
  const names = Object.keys(NAMES) as LimitName[];
  return Object.fromEntries(names.map((name) => [`limits.${name}`, map(name)])) as Record<LimitKey, T>;
}

function createSetting(name: LimitName): Setting<number> {
  const fallback = DEFAULT_LIMITS[NAMES[name]];
  return {
    schema: name === "cancel_grace" ? durationSchema.pipe(z.number().max(fallback)) : countUpTo(fallback),
    variable: `TASKLOOM_LIMITS_${name.toUpperCase()}`,
    flag: `--limits-${name.replaceAll("_", "-")}`,
    fallback,
  };
}
