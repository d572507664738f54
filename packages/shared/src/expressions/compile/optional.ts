import { Optional } from "@marcbachmann/cel-js";
import { isOptional } from "../cel-value.js";
import { createFailure, Fault } from "../fault.js";
import type { Evaluate } from "../frame.js";
import type { CompileContext } from "./context.js";
import type { NodeOf } from "./node.js";

/** `other` is evaluated only where it is needed. */
type ReadOptional = (optional: Optional, other: () => unknown) => unknown;

/** Methods of optionals, by name and number of arguments. */
const METHODS: ReadonlyMap<string, ReadOptional> = new Map<string, ReadOptional>([
  ["hasValue/0", (optional) => optional.hasValue()],
  ["value/0", readValue],
  ["orValue/1", (optional, other) => (optional.hasValue() ? optional.value() : other())],
  ["or/1", (optional, other) => (optional.hasValue() ? optional : expectOptional(other()))],
]);

/** `optional.of(x)`, `optional.none()` and the methods of optionals; `undefined` when the node is none of them. */
export function compileOptional(node: NodeOf<"rcall">, context: CompileContext): Evaluate | undefined {
  const [name, receiver, [parameter]] = node.args;
  const signature = `${name}/${node.args[2].length}`;
  const read = METHODS.get(signature);
  const isNamespace = receiver.op === "id" && receiver.args === "optional" && !context.locals.has("optional");
  if (isNamespace && signature === "none/0") return () => Optional.none();
  if (isNamespace && signature === "of/1" && parameter !== undefined) return compileOf(context.compile(parameter));
  if (read === undefined) return undefined;
  const [source, other] = [context.compile(receiver), parameter && context.compile(parameter)];
  return (frame) => read(expectOptional(source(frame)), () => other?.(frame));
}

function compileOf(value: Evaluate): Evaluate {
  return (frame) => Optional.of(value(frame));
}

function expectOptional(value: unknown): Optional {
  if (!isOptional(value)) throw createFailure("optional_expected", "An optional is expected: use `.?` before it.");
  return value;
}

function readValue(optional: Optional): unknown {
  if (!optional.hasValue()) throw new Fault("EXPRESSION_MISSING", "An optional has no value.");
  return optional.value();
}
