/** How much an expression may be and do. Each limit has an error code of its own. */
export interface ExpressionLimits {
  /** Longest text of one expression, in characters; default 4,096. `EXPRESSION_TOO_LONG` */
  readonly maxLength: number;
  /** Deepest nesting; default 64. `EXPRESSION_TOO_DEEP` */
  readonly maxDepth: number;
  /**
   * Steps of one evaluation; default 100,000. An operator, a call, an element of a literal and an item that a macro
   * visits are a step each; functions take one for ten elements or a thousand characters read, or a hundred written.
   * `EXPRESSION_TOO_COSTLY`
   */
  readonly maxSteps: number;
  /** Largest result, in characters of its JSON text; default 10,000,000. `EXPRESSION_RESULT_TOO_LARGE` */
  readonly maxResultSize: number;
}

export const DEFAULT_EXPRESSION_LIMITS: ExpressionLimits = {
  maxLength: 4_096,
  maxDepth: 64,
  maxSteps: 100_000,
  maxResultSize: 10_000_000,
};

/** Limits can be lowered, never raised: what is above a default counts as the default. */
export function resolveExpressionLimits(wanted: Partial<ExpressionLimits>): ExpressionLimits {
  const lower = (name: keyof ExpressionLimits): number =>
    Math.min(wanted[name] ?? Number.POSITIVE_INFINITY, DEFAULT_EXPRESSION_LIMITS[name]);
  return {
    maxLength: lower("maxLength"),
    maxDepth: lower("maxDepth"),
    maxSteps: lower("maxSteps"),
    maxResultSize: lower("maxResultSize"),
  };
}
