import type { ASTNode } from "@marcbachmann/cel-js";
import type { Evaluate } from "../frame.js";

/** Slots of the macro variables that a node can see, by name. */
export type Locals = ReadonlyMap<string, number>;

/** What compiling a node needs of its surroundings. */
export interface CompileContext {
  readonly text: string;
  readonly locals: Locals;
  compile(node: ASTNode): Evaluate;
  /** A context in which one more variable is seen, and the slot of its value. */
  bind(variable: string): { readonly slot: number; readonly inner: CompileContext };
}
