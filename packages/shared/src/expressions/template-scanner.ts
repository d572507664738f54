import { Fault } from "./fault.js";

/** A piece of a text: plain, or what stands between `{{` and `}}` with the place where it begins. */
export type TextPiece =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string; readonly offset: number };

/** One token as far as braces are concerned: a CEL string, a comment, or a single character. */
const TOKEN =
  /"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|\/\/(?:(?!\}\})[^\n])*|[^]/y;

/** An expression is looked for this far: longer ones are refused anyway. */
const MAX_SCAN = 10_000;

/**
 * Splits a text at its `{{ … }}`. Braces in CEL's strings and maps do not end an expression. A literal `{{` is written
 * as an expression: `{{ "{{" }}`; `}}` alone is plain text.
 * @throws a fault: EXPRESSION_SYNTAX when `{{` is not closed, or nothing is in it
 */
export function scanText(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let position = 0;
  for (let open = text.indexOf("{{"); open !== -1; open = text.indexOf("{{", position)) {
    if (open > position) pieces.push({ kind: "plain", text: text.slice(position, open) });
    const close = findClose(text, open);
    pieces.push(createExpression(text, open, close));
    position = close + 2;
  }
  if (position < text.length) pieces.push({ kind: "plain", text: text.slice(position) });
  return pieces;
}

function createExpression(text: string, open: number, close: number): TextPiece {
  const inner = text.slice(open + 2, close);
  const trimmed = inner.trim();
  if (trimmed === "") throw new Fault("EXPRESSION_SYNTAX", "An expression is empty.", {}, open);
  return { kind: "expression", text: trimmed, offset: open + 2 + inner.indexOf(trimmed) };
}

function findClose(text: string, open: number): number {
  const start = open + 2;
  const inner = text.slice(start, start + MAX_SCAN);
  let depth = 0;
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < inner.length;) {
    if (depth === 0 && inner.startsWith("}}", TOKEN.lastIndex)) return start + TOKEN.lastIndex;
    const [token] = TOKEN.exec(inner) ?? [""];
    if (token === "{") depth += 1;
    if (token === "}") depth = Math.max(0, depth - 1);
  }
  throw createUnclosed(open, inner.length === MAX_SCAN);
}

function createUnclosed(open: number, isLong: boolean): Fault {
  if (isLong) return new Fault("EXPRESSION_TOO_LONG", "An expression is too long.", { limit: MAX_SCAN }, open);
  const hint = 'A literal {{ is written {{ "{{" }}.';
  return new Fault("EXPRESSION_SYNTAX", "An expression is not closed with }}.", { hint }, open);
}
