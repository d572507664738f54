/** What is refused when a definition is loaded. */
export interface LoadLimits {
  /** A definition as text, in bytes of UTF-8, aliases written out; default 1,000,000. `DEFINITION_TOO_LARGE`, `YAML_ALIASES` */
  readonly definitionBytes: number;
  /** Objects and lists inside one another; default 64. `DEFINITION_TOO_DEEP` */
  readonly nesting: number;
  /** Containers inside one another; default 20. `DEFINITION_TOO_DEEP` */
  readonly containerNesting: number;
  /** Tasks of one definition, nested ones included; default 10,000. `DEFINITION_TOO_LARGE` */
  readonly tasks: number;
  /** Characters of an expression; default 4,096. `EXPRESSION_TOO_LONG` */
  readonly expressionLength: number;
  /** Levels that an expression nests; default 64. `EXPRESSION_TOO_DEEP` */
  readonly expressionDepth: number;
}

/** What ends or refuses something of a run. A run keeps those that it was started with: they are part of its plan. */
export interface RunLimits {
  /**
   * Work of one expression; default 100,000. Each operator, call, element of a literal and item that a macro visits is
   * a step; functions take one for ten elements or a thousand characters read, or a hundred written.
   * `EXPRESSION_TOO_COSTLY`
   */
  readonly expressionSteps: number;
  /** Result of an expression, in characters of its JSON text; default 10,000,000. `EXPRESSION_RESULT_TOO_LARGE` */
  readonly expressionResultLength: number;
  /** An input or output, in bytes of its JSON text; default 50 MiB. `PAYLOAD_TOO_LARGE` */
  readonly valueBytes: number;
  /** Items of one collection, before the filter; default 100,000. `ITEMS_INVALID` */
  readonly items: number;
  /** Executions of a run, after which no loop goes on; default 100,000. `EXECUTION_LIMIT` */
  readonly executions: number;
  /** Signals that nobody has taken; default 1,000. `SIGNAL_BUFFER_FULL` */
  readonly keptSignals: number;
  /** Their payloads together, in characters of JSON text; default 262,144. `SIGNAL_BUFFER_FULL` */
  readonly keptSignalBytes: number;
  /** How long a cancelled run waits for the handlers that it told to stop; default 5,000. */
  readonly cancelGraceMs: number;
}

/** All limits. Each can be lowered, none can be raised. */
export interface Limits extends LoadLimits, RunLimits {
  /** Lines that the log of a run keeps, of which the oldest go; default 10,000. */
  readonly logLines: number;
}

export const DEFAULT_RUN_LIMITS: RunLimits = {
  expressionSteps: 100_000,
  expressionResultLength: 10_000_000,
  valueBytes: 50 * 1024 * 1024,
  items: 100_000,
  executions: 100_000,
  keptSignals: 1_000,
  keptSignalBytes: 256 * 1024,
  cancelGraceMs: 5_000,
};

export const DEFAULT_LIMITS: Limits = {
  definitionBytes: 1_000_000,
  nesting: 64,
  containerNesting: 20,
  tasks: 10_000,
  expressionLength: 4_096,
  expressionDepth: 64,
  ...DEFAULT_RUN_LIMITS,
  logLines: 10_000,
};

/** All limits, of which these are wanted lower: what is above a default counts as the default. */
export function lowerLimits(wanted: Partial<Limits>): Limits {
  const limits: { -readonly [K in keyof Limits]: number } = { ...DEFAULT_LIMITS };
  for (const name of Object.keys(limits) as (keyof Limits)[])
    limits[name] = Math.min(wanted[name] ?? Infinity, limits[name]);
  return limits;
}
