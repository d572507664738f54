import type { JsonValue } from "@taskloom/interfaces";
import { addEntry, listNode, objectNode } from "./source-node.js";
import type { SourceEntry, SourceNode } from "./source-node.js";
import { SourceFault } from "./source-problem.js";
import type { SourceProblem } from "./source-problem.js";

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Neither quotes, backslashes nor control characters. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERALS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Reads JSON (RFC 8259) with the places of its values; duplicate keys are problems. */
export function readJson(text: string, nesting: number): { root?: SourceNode; problems: readonly SourceProblem[] } {
  const reader = new JsonReader(text, nesting);
  try {
    const root = reader.readText();
    return reader.problems.length > 0 ? { problems: reader.problems } : { root, problems: [] };
  } catch (fault) {
    if (fault instanceof SourceFault) return { problems: [...reader.problems, fault.problem] };
    throw fault;
  }
}

class JsonReader {
  readonly problems: SourceProblem[] = [];
  readonly #text: string;
  readonly #nesting: number;
  #at = 0;

  constructor(text: string, nesting: number) {
    this.#text = text;
    this.#nesting = nesting;
  }

  readText(): SourceNode {
    const root = this.#readValue(0);
    if (this.#at < this.#text.length) this.#fail("nothing may follow the value");
    return root;
  }

  #readValue(depth: number): SourceNode {
    this.#skip(SPACE);
    const node = this.#readBare(depth);
    this.#skip(SPACE);
    return node;
  }

  #readBare(depth: number): SourceNode {
    const next = this.#text[this.#at];
    if (next === "{" || next === "[") {
      if (depth >= this.#nesting) this.#failDeep();
      return next === "{" ? this.#readObject(depth) : this.#readList(depth);
    }
    if (next === '"') return this.#readString();
    return this.#readNumber() ?? this.#readLiteral() ?? this.#fail("a value was expected");
  }

  #readObject(depth: number): SourceNode {
    const start = this.#at++;
    const entries = new Map<string, SourceEntry>();
    this.#readMembers("}", () => {
      if (this.#text[this.#at] !== '"') this.#fail("a key in double quotes was expected");
      const key = this.#readString();
      this.#skip(SPACE);
      this.#expect(":");
      const problem = addEntry(entries, key.value, { node: this.#readValue(depth + 1), keyStart: key.start });
      if (problem !== undefined) this.problems.push(problem);
    });
    return objectNode(entries, start, this.#at);
  }

  #readList(depth: number): SourceNode {
    const start = this.#at++;
    const nodes: SourceNode[] = [];
    this.#readMembers("]", () => nodes.push(this.#readValue(depth + 1)));
    return listNode(nodes, start, this.#at);
  }

  #readMembers(end: string, readMember: () => void): void {
    this.#skip(SPACE);
    if (this.#text[this.#at] === end) {
      this.#at++;
      return;
    }
    for (;;) {
      readMember();
      if (this.#text[this.#at] === end) break;
      this.#expect(",", `',' or '${end}' was expected`);
      this.#skip(SPACE);
    }
    this.#at++;
  }

  #readString(): SourceNode & { readonly value: string } {
    const start = this.#at++;
    this.#skip(PLAIN);
    while (this.#text[this.#at] === "\\") {
      if (!this.#skip(ESCAPE)) this.#fail("this is no escape of JSON");
      this.#skip(PLAIN);
    }
    this.#expect('"', "the text has no end, or a control character stands in it");
    const value = JSON.parse(this.#text.slice(start, this.#at)) as string;
    return { value, start, end: this.#at };
  }

  #readNumber(): SourceNode | undefined {
    const start = this.#at;
    if (!this.#skip(NUMBER)) return undefined;
    const value = Number(this.#text.slice(start, this.#at));
    if (!Number.isFinite(value)) this.#fail("the number is too large");
    return { value: value === 0 ? 0 : value, start, end: this.#at };
  }

  #readLiteral(): SourceNode | undefined {
    for (const [word, value] of LITERALS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      const start = this.#at;
      this.#at += word.length;
      return { value, start, end: this.#at };
    }
    return undefined;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0].length ?? 0;
    this.#at += found;
    return found > 0;
  }

  #expect(character: string, otherwise = `'${character}' was expected`): void {
    if (this.#text[this.#at] !== character) this.#fail(otherwise);
    this.#at++;
  }

  #failDeep(): never {
    this.#fail(`more than ${this.#nesting} brackets inside one another`, "DEFINITION_TOO_DEEP");
  }

  #fail(message: string, code: SourceProblem["code"] = "JSON_SYNTAX"): never {
    const end = this.#at >= this.#text.length && code === "JSON_SYNTAX" ? "the text ends too early: " : "";
    throw new SourceFault({ code, message: `${end}${message}`, offset: this.#at });
  }
}
