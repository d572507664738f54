import { Fault } from "./fault.js";

/** Values nest at most this deep: they are walked with JavaScript's stack. */
const MAX_VALUE_DEPTH = 500;

/** @throws EXPRESSION_TOO_DEEP */
export function assertValueDepth(depth: number): void {
  if (depth > MAX_VALUE_DEPTH) {
    throw new Fault("EXPRESSION_TOO_DEEP", "A value nests too deep.", { limit: MAX_VALUE_DEPTH });
  }
}
