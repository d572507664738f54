import type { JsonValue } from "@taskloom/interfaces";
import { placeFault } from "./fault.js";
import type { Frame } from "./frame.js";
import { toJson } from "./json-result.js";
import type { ParseLimits } from "./limits.js";
import { parseEmbedded, type Program } from "./program.js";
import { scanText, type TextPiece } from "./template-scanner.js";
import { toText } from "./text-result.js";

/** An expression in a text. */
interface EmbeddedExpression {
  readonly program: Program;
  /** Where it begins in the text. */
  readonly offset: number;
}

/** A text with expressions in it. */
export interface TextTemplate {
  readonly pieces: readonly (string | EmbeddedExpression)[];
  readonly expressions: readonly EmbeddedExpression[];
  /** The expression that is all of the text. */
  readonly whole: EmbeddedExpression | undefined;
}

type Pointer = readonly (string | number)[];

/** @throws EXPRESSION_* */
export function parseTextTemplate(text: string, pointer: Pointer, limits: ParseLimits): TextTemplate {
  const pieces = scanPieces(text, pointer).map((piece) =>
    piece.kind === "plain" ? piece.text : parsePiece(piece.text, piece.offset, pointer, limits),
  );
  const expressions = pieces.filter((piece) => typeof piece !== "string");
  return { pieces, expressions, whole: pieces.length === 1 ? expressions[0] : undefined };
}

function scanPieces(text: string, pointer: Pointer): TextPiece[] {
  try {
    return scanText(text);
  } catch (error) {
    throw placeFault(error, { expression: text, pointer, offset: 0 });
  }
}

function parsePiece(text: string, offset: number, pointer: Pointer, limits: ParseLimits): EmbeddedExpression {
  try {
    return { program: parseEmbedded(text, limits), offset };
  } catch (error) {
    throw placeFault(error, { expression: text, pointer, offset });
  }
}

/** The value of the text's only expression, or a text. @throws EXPRESSION_* */
export function renderText(template: TextTemplate, pointer: Pointer, frame: Frame): JsonValue {
  if (template.whole !== undefined) return evaluatePiece(template.whole, pointer, frame);
  return template.pieces.map((piece) => renderPiece(piece, pointer, frame)).join("");
}

function renderPiece(piece: string | EmbeddedExpression, pointer: Pointer, frame: Frame): string {
  return typeof piece === "string" ? piece : toText(evaluatePiece(piece, pointer, frame));
}

function evaluatePiece({ program, offset }: EmbeddedExpression, pointer: Pointer, frame: Frame): JsonValue {
  try {
    frame.restoreSteps();
    return toJson(program.evaluate(frame), frame);
  } catch (error) {
    throw placeFault(error, { expression: program.text, pointer, offset });
  }
}
