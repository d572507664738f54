import { Lexer } from "yaml";

/** Times the limit: far from where the parser fails, and over what the reader allows, however roughly tokens count. */
const FAR_TOO_DEEP = 2;

/**
 * Where a YAML text that nests far too deep passes the limit; undefined when it does not. Works on the tokens alone:
 * the parser is recursive, and a text that nests some thousand levels can end the process. The reader counts exactly.
 */
export function findTooDeep(text: string, nesting: number): number | undefined {
  const scan = new DepthScan();
  let isContent = false;
  let over: number | undefined;
  for (const token of new Lexer().lex(text)) {
    if (!isContent && isMark(token)) {
      isContent = token === SCALAR;
      continue;
    }
    scan.take(token, isContent);
    if (scan.depth <= nesting) over = undefined;
    else over ??= scan.offset;
    if (scan.depth > FAR_TOO_DEEP * nesting) return over;
    scan.pass(token);
    isContent = false;
  }
  return undefined;
}

const SCALAR = "\u001F";
const MARKS: ReadonlySet<string> = new Set(["\u0002", "\u0018", SCALAR]);

/** Tokens that stand for nothing in the text. */
function isMark(token: string): boolean {
  return MARKS.has(token);
}

const SPACE_OR_COMMENT = /^(?:[ \t\r\n\uFEFF]*|#.*)$/;

class DepthScan {
  offset = 0;
  #lineStart = 0;
  #flow = 0;
  /** Columns at which open blocks begin. */
  readonly #columns: number[] = [];
  /** Whether a token here would begin a block of its own. */
  #mayBegin = true;

  get depth(): number {
    return this.#flow + this.#columns.length;
  }

  take(token: string, isContent: boolean): void {
    if (!isContent && SPACE_OR_COMMENT.test(token)) return;
    const opensFlow = !isContent && (token === "[" || token === "{");
    const beginsBlock = this.#flow === 0 && this.#mayBegin && !opensFlow;
    if (beginsBlock) this.#beginBlock(this.offset - this.#lineStart);
    if (isContent) {
      this.#mayBegin = false;
      return;
    }
    if (opensFlow) this.#flow++;
    if (token === "]" || token === "}") this.#flow = Math.max(0, this.#flow - 1);
    this.#mayBegin = token === "-" || token === "?" || (token === ":" && beginsBlock);
  }

  pass(token: string): void {
    const newline = token.lastIndexOf("\n");
    this.offset += token.length;
    if (newline === -1) return;
    this.#lineStart = this.offset - (token.length - newline - 1);
    if (token.endsWith("\n")) this.#mayBegin = true;
  }

  #beginBlock(column: number): void {
    while ((this.#columns.at(-1) ?? -1) > column) this.#columns.pop();
    if ((this.#columns.at(-1) ?? -1) < column) this.#columns.push(column);
  }
}
