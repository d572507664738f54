import type { Finding } from "./finding.js";
import type { TaskTree } from "./task-tree.js";

/** What the types themselves say of their tasks. */
export function* checkTypes({ nodes }: TaskTree): Iterable<Finding> {
  for (const { type, config, pointer, id, isBroken } of nodes) {
    if (isBroken) continue;
    for (const problem of type.check?.(config) ?? []) {
      const { code, message } = problem;
      yield { code, message, pointer: [...pointer, ...problem.pointer], task: id };
    }
  }
}
