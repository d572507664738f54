import type { z } from "zod";

/** One setting: what it may be, and how it is called outside. */
export interface Setting<T> {
  /** Checks what was given and makes the value; undefined is not given to it. */
  readonly schema: z.ZodType<T>;
  readonly variable: string;
  /** A variable of other programs that means the same; it counts when `variable` is not set. */
  readonly otherVariable?: string;
  readonly flag: string;
  readonly fallback: T;
  /** Relative to where it was given. */
  readonly isPath?: boolean;
  /** In the environment the items are separated by commas. */
  readonly isList?: boolean;
}
