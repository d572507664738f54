import type { ASTNode, ASTOperator } from "@marcbachmann/cel-js";
import { Fault } from "../fault.js";
import type { Evaluate } from "../frame.js";
import { compileAccess, compileName } from "./access.js";
import { compileCall, compileMethod } from "./call.js";
import type { CompileContext, Locals } from "./context.js";
import { compileList, compileMap, compileValue } from "./literal.js";
import { compileLogical, compileNot, compileTernary } from "./logic.js";
import type { NodeOf } from "./node.js";
import { compileBinary, compileNegation } from "./operator.js";

type Compile<Node> = (node: Node, context: CompileContext) => Evaluate;

const COMPILERS: { readonly [Operator in ASTOperator]: Compile<NodeOf<Operator>> } = {
  value: compileValue,
  id: compileName,
  ".": compileAccess,
  ".?": compileAccess,
  "[]": compileAccess,
  "[?]": compileAccess,
  call: compileCall,
  rcall: compileMethod,
  list: compileList,
  map: compileMap,
  "?:": compileTernary,
  "&&": compileLogical,
  "||": compileLogical,
  "!_": compileNot,
  "-_": compileNegation,
  "==": compileBinary,
  "!=": compileBinary,
  in: compileBinary,
  "+": compileBinary,
  "-": compileBinary,
  "*": compileBinary,
  "/": compileBinary,
  "%": compileBinary,
  "<": compileBinary,
  "<=": compileBinary,
  ">": compileBinary,
  ">=": compileBinary,
};

/**
 * The syntax tree as closures. The library could evaluate it, but counts no steps; so control flow, paths and all that
 * walks values is ours, and operators and functions on single values are the library's.
 * @throws a fault: unknown functions, patterns that are not valid
 */
export function compileTree(root: ASTNode, text: string): Evaluate {
  let slots = 0;
  const createContext = (locals: Locals): CompileContext => {
    const context: CompileContext = {
      text,
      locals,
      compile: (node) => locate(node, compileNode(node, context)),
      bind: (variable) => {
        const slot = slots;
        slots += 1;
        return { slot, inner: createContext(new Map([...locals, [variable, slot]])) };
      },
    };
    return context;
  };
  return createContext(new Map()).compile(root);
}

function compileNode(node: ASTNode, context: CompileContext): Evaluate {
  const compile = COMPILERS[node.op] as Compile<ASTNode>;
  return compile(node, context);
}

/** Adds to a fault where in the text it arose. Names and paths say it themselves. */
function locate(node: ASTNode, evaluate: Evaluate): Evaluate {
  if (node.op === "value" || node.op === "id" || node.op === ".") return evaluate;
  return (frame) => {
    try {
      return evaluate(frame);
    } catch (error) {
      if (error instanceof Fault) error.offset ??= node.start;
      throw error;
    }
  };
}
