import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSource } from "./read-source.js";
import type { SourceDocument, SourceFormat } from "./read-source.js";

function read(text: string, format: SourceFormat = "yaml"): SourceDocument {
  const { document, problems } = readSource(text, format);
  if (document === undefined) throw new Error(JSON.stringify(problems));
  return document;
}

function firstProblem(text: string, format: SourceFormat): string {
  const { problems } = readSource(text, format);
  const [first] = problems;
  return first === undefined ? "none" : `${first.code} ${first.line}:${first.column}`;
}

const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${Array.from("bcdefghi")
  .map((name, index) => `${name}: &${name} [${Array.from({ length: 10 }, () => `*${"abcdefghi"[index]}`).join(", ")}]`)
  .join("\n")}`;

describe("a text that cannot be read", () => {
  it("says of a template without quotes what to write", () => {
    const [problem] = readSource("a: {{ workflow.input }}\n", "yaml").problems;
    expect(problem).toMatchObject({ code: "YAML_SYNTAX", line: 1, column: 5 });
    expect(problem?.message).toContain("a value that begins with {{ stands in quotes");
  });

  it.each<[string, SourceFormat, string, string]>([
    ["YAML that is no YAML", "yaml", "a: [1, 2\nb: 3\n", "YAML_SYNTAX 2:1"],
    ["a tab as indentation", "yaml", "a:\n\tb: 1\n", "YAML_SYNTAX 2:1"],
    ["several documents", "yaml", "a: 1\n---\nb: 2\n", "YAML_SYNTAX 2:1"],
    ["a tag of one's own", "yaml", "a: !secret x\n", "YAML_SYNTAX 1:4"],
    ["a list as a key", "yaml", "? [a]\n: 1\n", "YAML_SYNTAX 1:3"],
    ["a number that JSON does not have", "yaml", "a: .inf\n", "YAML_SYNTAX 1:4"],
    ["a key that is there twice", "yaml", "a: 1\nb: 2\na: 3\n", "KEY_DUPLICATE 3:1"],
    ["a key __proto__", "yaml", "a:\n  __proto__: { x: 1 }\n", "KEY_FORBIDDEN 2:3"],
    ["a key constructor", "yaml", "constructor: 1\n", "KEY_FORBIDDEN 1:1"],
    ["a key prototype", "yaml", "a: { prototype: 1 }\n", "KEY_FORBIDDEN 1:6"],
    ["65 nested brackets", "yaml", `${"[".repeat(65)}${"]".repeat(65)}`, "DEFINITION_TOO_DEEP 1:65"],
    ["2,000 nested brackets", "yaml", "[".repeat(2_000), "DEFINITION_TOO_DEEP 1:65"],
    ["20,000 nested braces", "yaml", "{a: ".repeat(20_000), "DEFINITION_TOO_DEEP 1:257"],
    ["2,000 lists in a line", "yaml", `${"- ".repeat(2_000)}x`, "DEFINITION_TOO_DEEP 1:129"],
    ["100,000 explicit keys", "yaml", "? ".repeat(100_000), "DEFINITION_TOO_DEEP 1:129"],
    [
      "70 keys inside one another",
      "yaml",
      Array.from({ length: 70 }, (_, level) => `${" ".repeat(level)}a:`).join("\n"),
      "DEFINITION_TOO_DEEP 65:65",
    ],
    [
      "40 levels copied into 40",
      "yaml",
      `a: &x ${"[".repeat(40)}${"]".repeat(40)}\nb: ${"[".repeat(40)}*x${"]".repeat(40)}`,
      "DEFINITION_TOO_DEEP 2:44",
    ],
    [
      "40 lists at the columns of their keys, which are 80 levels",
      "yaml",
      Array.from({ length: 40 }, (_, level) => `${"  ".repeat(level)}a:\n${"  ".repeat(level)}-`).join("\n"),
      "DEFINITION_TOO_DEEP 65:65",
    ],
    ["an alias inside its own anchor", "yaml", "a: &x [*x]\n", "YAML_ALIASES 1:8"],
    ["an alias of nothing", "yaml", "a: *x\n", "YAML_ALIASES 1:4"],
    ["more than 100 aliases", "yaml", `a: &x 1\nb: [${"*x, ".repeat(101)}]`, "YAML_ALIASES 2:405"],
    ["an alias bomb", "yaml", bomb, "YAML_ALIASES 6:20"],
    [
      "a large text copied over and over",
      "yaml",
      `a: &x ${"y".repeat(300_000)}\nb: [*x, *x, *x, *x]`,
      "YAML_ALIASES 2:13",
    ],
    ["a text over 1 MB", "yaml", "#".repeat(1_000_001), "DEFINITION_TOO_LARGE 1:1"],
    ["a text over 1 MB in UTF-8", "json", `"${"é".repeat(500_001)}"`, "DEFINITION_TOO_LARGE 1:1"],
    ["JSON that ends too early", "json", '{\n  "a": 1,\n', "JSON_SYNTAX 3:1"],
    ["JSON with a comma too many", "json", '{ "a": 1, }', "JSON_SYNTAX 1:11"],
    ["JSON with single quotes", "json", "{ 'a': 1 }", "JSON_SYNTAX 1:3"],
    ["YAML in a JSON file", "json", "a: 1", "JSON_SYNTAX 1:1"],
    ["JSON with a comment", "json", '{\n  // no\n  "a": 1\n}', "JSON_SYNTAX 2:3"],
    ["JSON with a line break in a text", "json", '{ "a": "x\ny" }', "JSON_SYNTAX 1:10"],
    ["JSON with an escape that there is not", "json", String.raw`["\x"]`, "JSON_SYNTAX 1:3"],
    ["JSON with something after it", "json", "{}\n{}", "JSON_SYNTAX 2:1"],
    ["JSON with a number too large", "json", "[1e999]", "JSON_SYNTAX 1:7"],
    ["JSON with a key that is there twice", "json", '{ "a": 1,\n "a": 2 }', "KEY_DUPLICATE 2:2"],
    ["JSON with a key __proto__", "json", '{ "__proto__": {} }', "KEY_FORBIDDEN 1:3"],
    ["JSON with 65 nested brackets", "json", "[".repeat(65) + "]".repeat(65), "DEFINITION_TOO_DEEP 1:65"],
    ["JSON with 100,000 nested brackets", "json", "[".repeat(100_000), "DEFINITION_TOO_DEEP 1:65"],
    ["no text", "json", "", "JSON_SYNTAX 1:1"],
  ])("has a code and a place: %s", (_name, format, text, expected) => {
    expect(firstProblem(text, format)).toBe(expected);
  });
});

describe("a text that can be read", () => {
  it("may have 64 levels", () => {
    expect(firstProblem("[".repeat(64) + "]".repeat(64), "yaml")).toBe("none");
    expect(firstProblem("[".repeat(64) + "]".repeat(64), "json")).toBe("none");
  });

  it("is YAML 1.2: yes and dates are texts, merge keys are keys", () => {
    expect(read("a: yes\nb: 2026-01-31\nc: 0o17\nd: 1.50\n<<: x\n").value).toEqual({
      a: "yes",
      b: "2026-01-31",
      c: 15,
      d: 1.5,
      "<<": "x",
    });
  });

  it("has texts as keys, as they are written", () => {
    expect(read("404: a\ntrue: b\n1.0: c\n~: d\n").value).toEqual({ "404": "a", true: "b", "1.0": "c", "~": "d" });
  });

  it("has aliases written out", () => {
    expect(read("a: &x { n: [1] }\nb: *x\n").value).toEqual({ a: { n: [1] }, b: { n: [1] } });
  });

  it("may begin with a byte order mark and have Windows line ends", () => {
    const document = read("\uFEFFa: 1\r\nb:\r\n  c: 2\r\n");
    expect(document.value).toEqual({ a: 1, b: { c: 2 } });
    expect(document.locate(["b", "c"])).toEqual({ line: 3, column: 6 });
  });

  it("says where values and keys are", () => {
    const document = read("id: x\ntasks:\n  - id: a\n    with: { n: 1 }\n  - b\n");
    expect(document.locate(["tasks", 0, "with", "n"])).toEqual({ line: 4, column: 16 });
    expect(document.locateKey(["tasks", 0, "with", "n"])).toEqual({ line: 4, column: 13 });
    expect(document.locate(["tasks", 1])).toEqual({ line: 5, column: 5 });
    expect(document.locate(["tasks", 0])).toEqual({ line: 3, column: 5 });
    expect(document.locate(["tasks", 0, "action"])).toEqual({ line: 3, column: 5 });
  });

  it("says where characters of a text are, however it is written", () => {
    const document = read('a: x {{ y }}\nb: "x {{ y }}"\nc: |\n  x\n  {{ y }}\nd: >-\n  x\n  {{ y }}\n');
    expect(document.locateInText(["a"], 5)).toEqual({ line: 1, column: 9 });
    expect(document.locateInText(["b"], 5)).toEqual({ line: 2, column: 10 });
    expect(document.locateInText(["c"], 5)).toEqual({ line: 5, column: 6 });
    expect(document.locateInText(["d"], 5)).toEqual({ line: 8, column: 6 });
    expect(read('{ "a": "x\\n{{ y }}" }', "json").locateInText(["a"], 5)).toEqual({ line: 1, column: 15 });
  });

  it("may be 20,000 characters of anything: the reader comes to an end", () => {
    const pieces = ["a: b\n", "- a\n", "'", '"', "&a ", "!", "%a\n", "#", "|", "\t", "---\n", "a: ", "]", "? a\n"];
    const results = pieces.map((piece) => readSource(piece.repeat(20_000 / piece.length), "yaml"));
    expect(results.every(({ document, problems }) => (document === undefined) === problems.length > 0)).toBe(true);
  });

  it("may have 50,000 keys in one object", () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join("\n");
    expect(Object.keys(read(keys).value ?? {})).toHaveLength(50_000);
  });
});

describe("any text", () => {
  it("as JSON means what JSON.parse says", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        fc.pre(!/__proto__|constructor|prototype/.test(text));
        expect(read(text, "json").value).toEqual(withoutNegativeZero(JSON.parse(text)));
      }),
    );
  });

  it("is never read as JSON when JSON.parse refuses it", () => {
    const almostJson = fc.stringMatching(/^[[\]{}",:0-9.eE+\-tfn\\u \n]{0,30}$/);
    fc.assert(
      fc.property(almostJson, (text) => {
        const isJson = canParse(text);
        expect(readSource(text, "json").document !== undefined && !isJson).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is a value or problems with places, never an exception", () => {
    const yamlLike = fc.stringMatching(/^[a-c:\-?[\]{},&*!|>'"%@`#\n \t]{0,80}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), yamlLike), fc.constantFrom<SourceFormat>("yaml", "json"), (text, format) => {
        const { document, problems } = readSource(text, format);
        expect((document === undefined) === problems.length > 0).toBe(true);
        for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 3_000 },
    );
  });
});

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
