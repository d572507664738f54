import type { LoadLimits } from "@taskloom/interfaces";

/** What a text may have at most. */
export type SourceLimits = Pick<LoadLimits, "definitionBytes" | "nesting">;
