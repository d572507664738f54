import type { TaskPath } from "./names.js";

/** Where in the state values lie that can be moved out: a record's output, or results that a frame holds. */
export interface ValuePlace {
  readonly path: TaskPath;
  readonly what: "output" | "results";
  /** For results: which ones. */
  readonly indices?: readonly string[];
}
