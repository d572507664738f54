import { describeType, isList, isMap } from "../cel-value.js";
import { createFailure, Fault } from "../fault.js";
import type { Evaluate, Frame } from "../frame.js";
import type { CompileContext } from "./context.js";
import { attemptBool, expectBool } from "./logic.js";
import type { Macro, MacroName } from "./node.js";

/** The parts of a macro: where its items come from, and what is evaluated for each. */
interface Loop {
  readonly source: Evaluate;
  readonly body: Evaluate;
  /** Sets the macro's variable and counts a step. */
  enter(frame: Frame, item: unknown): void;
}

/** `all`, `exists`, `exists_one`, `map` and `filter` over lists and the keys of maps, and `cel.bind`. */
export function compileMacro(macro: Macro, context: CompileContext): Evaluate {
  const source = context.compile(macro.source);
  const { slot, inner } = context.bind(macro.variable);
  const [body, second] = macro.bodies.map((part) => inner.compile(part));
  if (body === undefined) throw new Error("A macro has a body.");
  const enter = (frame: Frame, item: unknown): void => {
    frame.charge(1);
    frame.locals[slot] = item;
  };
  const loop = { source, enter, body };
  return second === undefined ? MACROS[macro.name](loop) : compileFilteredMap(loop, second);
}

const MACROS: Record<MacroName, (loop: Loop) => Evaluate> = {
  all: (loop) => compileQuantifier(loop, false),
  exists: (loop) => compileQuantifier(loop, true),
  exists_one: (loop) => (frame) => filterItems(loop, frame).length === 1,
  filter: (loop) => (frame) => filterItems(loop, frame),
  map: (loop) => (frame) => listItems(loop.source(frame)).map((item) => visit(loop, frame, item)),
  bind: (loop) => (frame) => visit(loop, frame, loop.source(frame)),
};

function visit(loop: Loop, frame: Frame, item: unknown): unknown {
  loop.enter(frame, item);
  return loop.body(frame);
}

function filterItems(loop: Loop, frame: Frame): readonly unknown[] {
  return listItems(loop.source(frame)).filter((item) => expectBool(visit(loop, frame, item)));
}

/** `list.map(x, condition, value)` */
function compileFilteredMap(loop: Loop, value: Evaluate): Evaluate {
  return (frame) => {
    const results: unknown[] = [];
    for (const item of listItems(loop.source(frame))) {
      if (expectBool(visit(loop, frame, item))) results.push(value(frame));
    }
    return results;
  };
}

/** One item that decides wins over the faults of others, as with `&&` and `||`. */
function compileQuantifier(loop: Loop, decisive: boolean): Evaluate {
  return (frame) => {
    let fault: Fault | undefined;
    for (const item of listItems(loop.source(frame))) {
      loop.enter(frame, item);
      const result = attemptBool(loop.body, frame);
      if (result === decisive) return decisive;
      if (result instanceof Fault) fault ??= result;
    }
    if (fault !== undefined) throw fault;
    return !decisive;
  };
}

function listItems(source: unknown): readonly unknown[] {
  if (isList(source)) return source;
  if (isMap(source)) return Object.keys(source);
  throw createFailure("list_expected", `A list or map is expected, not ${describeType(source)}.`);
}
