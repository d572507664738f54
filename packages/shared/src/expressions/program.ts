import type { JsonObject } from "@taskloom/interfaces";
import { ParseError, type ParseResult } from "@marcbachmann/cel-js";
import { BoundedCache } from "./bounded-cache.js";
import { celEnvironment } from "./cel-environment.js";
import { compileVariable, readMember } from "./compile/access.js";
import { compileTree } from "./compile/compile-tree.js";
import { parseDottedPath, type DottedPath } from "./dotted-path.js";
import { Fault } from "./fault.js";
import type { Evaluate } from "./frame.js";
import { assertNoHyphenAt } from "./hyphen.js";
import { isUsual, type ParseLimits } from "./limits.js";
import { collectNames, collectPathNames } from "./name-collector.js";
import type { ReferencedNames } from "./references.js";

/** A parsed expression, wherever it stands. */
export interface Program {
  readonly text: string;
  readonly names: ReferencedNames;
  readonly evaluate: Evaluate;
}

const MAX_PROGRAMS = 5_000;

/** Orchestrators parse what the loader has parsed before. */
const programs = new BoundedCache<Program>(MAX_PROGRAMS);

/** CEL as a program; the latest 5,000 are kept. @throws a fault: EXPRESSION_* */
export function parseCel(text: string, limits: ParseLimits): Program {
  if (!isUsual(limits)) return createProgram(text, limits);
  const known = programs.get(text);
  if (known !== undefined) return known;
  const program = createProgram(text, limits);
  programs.set(text, program);
  return program;
}

/** What stands in `{{ }}`: a plain path, else CEL. @throws a fault: EXPRESSION_* */
export function parseEmbedded(text: string, limits: ParseLimits): Program {
  const path = text.length <= limits.expressionLength ? parseDottedPath(text) : undefined;
  return path === undefined ? parseCel(text, limits) : createPathProgram(text, path, limits);
}

function createProgram(text: string, limits: ParseLimits): Program {
  if (text.length > limits.expressionLength) {
    const message = `The expression is longer than ${limits.expressionLength} characters.`;
    throw new Fault("EXPRESSION_TOO_LONG", message, { limit: limits.expressionLength });
  }
  const { ast } = parseSyntax(text, limits.expressionDepth);
  return { text, names: collectNames(ast, text, limits.expressionDepth), evaluate: compileTree(ast, text) };
}

function parseSyntax(text: string, maxDepth: number): ParseResult {
  try {
    return celEnvironment(maxDepth).parse(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const offset = error.range?.start ?? 0;
    if (error.code === "limit_exceeded") throw new Fault("EXPRESSION_TOO_DEEP", error.summary, {}, offset);
    assertNoHyphenAt(text, offset);
    throw new Fault("EXPRESSION_SYNTAX", `The expression is not valid: ${error.summary}.`, hintAtBraces(text), offset);
  }
}

function hintAtBraces(text: string): JsonObject {
  return text.startsWith("{{") ? { hint: "This is CEL already: leave out {{ and }}." } : {};
}

function createPathProgram(text: string, { root, steps }: DottedPath, { expressionDepth }: ParseLimits): Program {
  if (steps.length >= expressionDepth) {
    const message = `The path has more than ${expressionDepth} parts.`;
    throw new Fault("EXPRESSION_TOO_DEEP", message, { limit: expressionDepth });
  }
  const variable = compileVariable(root, 0);
  const members = steps.map(({ key, path }) => ({ key, place: { path, offset: 0, ...hintOf(key) } }));
  const evaluate: Evaluate = (frame) => {
    let value = variable(frame);
    for (const { key, place } of members) value = readMember(value, key, place);
    return value;
  };
  return { text, names: collectPathNames(root, steps[0]?.key), evaluate };
}

function hintOf(key: string | number): { readonly hint?: string } {
  return String(key).includes("-")
    ? { hint: "A hyphen belongs to the key here: put spaces around it to subtract." }
    : {};
}
