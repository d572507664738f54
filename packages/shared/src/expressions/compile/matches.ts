import type { ASTNode } from "@marcbachmann/cel-js";
import type { RE2JS } from "re2js";
import { createFailure, Fault } from "../fault.js";
import type { Evaluate, Frame } from "../frame.js";
import { expectText } from "../functions/function.js";
import { compileRegex } from "../regex.js";
import type { CompileContext } from "./context.js";

/** Compiling a pattern takes about as long as a step for each of so many of its instructions. */
const INSTRUCTIONS_PER_STEP = 4;
/** Patterns of more instructions take longer for each character. */
const INSTRUCTIONS_PER_READ = 100;

/**
 * `text.matches(pattern)` and `matches(text, pattern)`: whether the pattern (RE2 syntax) matches any part of the text.
 * @throws a fault: EXPRESSION_SYNTAX when a constant pattern is not valid
 */
export function compileMatches(value: ASTNode, pattern: ASTNode, context: CompileContext): Evaluate {
  const text = context.compile(value);
  const find = findPattern(pattern, context);
  return (frame) => {
    frame.charge(1);
    return test(frame, find(frame), expectText(frame, text(frame)));
  };
}

function findPattern(node: ASTNode, context: CompileContext): (frame: Frame) => RE2JS {
  if (node.op !== "value" || typeof node.args !== "string") return compileAtRunTime(context.compile(node));
  const regex = compileRegex(node.args);
  if (regex === undefined) {
    throw new Fault("EXPRESSION_SYNTAX", "A regular expression is not valid.", {}, node.start);
  }
  return () => regex;
}

function compileAtRunTime(pattern: Evaluate): (frame: Frame) => RE2JS {
  return (frame) => {
    const regex = compileRegex(expectText(frame, pattern(frame)));
    if (regex === undefined) throw createFailure("invalid_pattern", "A regular expression is not valid.");
    frame.charge(regex.programSize() / INSTRUCTIONS_PER_STEP);
    return regex;
  };
}

function test(frame: Frame, regex: RE2JS, text: string): boolean {
  frame.chargeRead(text.length * Math.ceil(regex.programSize() / INSTRUCTIONS_PER_READ));
  return regex.test(text);
}
