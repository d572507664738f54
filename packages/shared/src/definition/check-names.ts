import { isReservedName } from "../expressions/cel-names.js";
import type { Finding } from "./finding.js";
import type { TaskNode } from "./task-node.js";
import type { TaskTree } from "./task-tree.js";

/** What is known wherever tasks stand. A type's own names for an item or a signal may hide those of a task around. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  "workflow",
  "tasks",
  "env",
  "input",
  "secrets",
  "output",
  "children",
  "error",
  "trigger",
]);

/** NAME_RESERVED: names that a type brings into scope for the tasks inside, whoever chose them. */
export function* checkNames({ nodes }: TaskTree): Iterable<Finding> {
  for (const node of nodes) {
    const names = new Set(node.children.flatMap(({ nested }) => nested.names ?? []));
    for (const name of names) {
      if (!EVERYWHERE.has(name) && !isReservedName(name)) continue;
      const message = `'${name}' is a name that there is already`;
      yield { code: "NAME_RESERVED", message, pointer: findChoice(node, name), task: node.id };
    }
  }
}

/** Where the author wrote the name, if it was the author. */
function findChoice({ config, pointer }: TaskNode, name: string): Finding["pointer"] {
  const choice = Object.entries(config).find(([, value]) => value === name);
  return choice === undefined ? pointer : [...pointer, choice[0]];
}
