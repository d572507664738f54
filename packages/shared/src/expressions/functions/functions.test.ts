import { describe, expect, it } from "vitest";
import { codeOf, evaluate, reasonOf } from "../evaluate.fixture.js";

const input = { list: [3, 1.5, 2], texts: ["b", "a"], map: { b: 2, a: 1 }, text: " héLLo 😀 " };

describe("functions beyond standard CEL", () => {
  it.each([
    ["sum(input.list)", 6.5],
    ["sum([1, 2])", 3],
    ["sum([])", 0],
    ["sum(1, 2.5)", 3.5],
    ["avg(input.list)", 6.5 / 3],
    ["avg(1, 2)", 1.5],
    ["min(input.list)", 1.5],
    ["max(input.list)", 3],
    ["min(3, 1, 2u)", 1],
    ["max('a', 'b')", "b"],
    ["max(timestamp(0), timestamp(1))", "1970-01-01T00:00:01.000Z"],
    ["min(duration('1m'), duration('1s'))", "1s"],
    ["flatten([[1], [2, [3]], 4])", [1, 2, [3], 4]],
    ["unique([1, 1.0, 2, 'a', 'a', {'x': 1}, {'x': 1.0}, [1], null, null])", [1, 2, "a", { x: 1 }, [1], null]],
    ["sort(input.list)", [1.5, 2, 3]],
    ["sort(['b', 'B', 'a'])", ["B", "a", "b"]],
    ["sort([true, false])", [false, true]],
    ["keys(input.map)", ["a", "b"]],
    ["values(input.map)", [1, 2]],
    ["merge({'a': 1, 'b': 1}, {'b': 2}, {'c': 3})", { a: 1, b: 2, c: 3 }],
    ["merge([{'a': 1}, {'b': 2}])", { a: 1, b: 2 }],
    ["json({'b': 1, 'a': [1.5, null, 'x']})", '{"b":1,"a":[1.5,null,"x"]}'],
    ["parseJson('{\"a\": [1, 2]}').a[1] + 1", 3],
    ["parseJson(json(input.map)) == input.map", true],
    ["lower(input.text)", " héllo 😀 "],
    ["upper(input.text)", " HÉLLO 😀 "],
    ["trim(input.text)", "héLLo 😀"],
    ["size(trim(input.text))", 7],
    ["split('a,b,,c', ',')", ["a", "b", "", "c"]],
    ["split('abc', '')", ["a", "b", "c"]],
    ["'a,b,c'.split(',', 2)", ["a", "b,c"]],
    ["join(input.texts)", "ba"],
    ["join(input.texts, ', ')", "b, a"],
    ["join([1, null, true, {'a': 1}], '-')", '1--true-{"a":1}'],
    ["replace('a.b.a', 'a', '$&')", "$&.b.$&"],
    ["range(3)", [0, 1, 2]],
    ["range(1, 4)", [1, 2, 3]],
    ["range(4, 1)", []],
    ["range(input.list[0])", [0, 1, 2]],
    ["size(input.map) + size(input.list) + size(b'ab')", 7],
    ["now()", "2026-01-31T09:00:00.000Z"],
    ["timestamp(now()) + duration('1h')", "2026-01-31T10:00:00.000Z"],
    ["timestamp(now()).getFullYear()", 2026],
  ])("%s", (text, value) => {
    expect(evaluate(text, { input })).toEqual(value);
  });

  it.each([
    ["input.list.sum()", "sum(input.list)"],
    ["'a'.upper()", "upper('a')"],
    ["input.texts.join('+')", "join(input.texts, '+')"],
    ["input.map.merge({'z': 1}).keys()", "keys(merge(input.map, {'z': 1}))"],
    ["'a-b'.replace('-', '+')", "replace('a-b', '-', '+')"],
    ["' a '.trim()", "trim(' a ')"],
    ["input.texts.size()", "size(input.texts)"],
    ["'ab'.matches('^a')", "matches('ab', '^a')"],
  ])("%s is %s", (method, call) => {
    expect(evaluate(method, { input })).toEqual(evaluate(call, { input }));
  });

  it.each([
    ["sum(['a'])", "wrong_type"],
    ["avg([])", "empty_list"],
    ["min([])", "empty_list"],
    ["max([1, 'a'])", "not_comparable"],
    ["sort([null, 1])", "not_comparable"],
    ["sort(1)", "wrong_type"],
    ["keys([1])", "wrong_type"],
    ["upper(1)", "wrong_type"],
    ["size(1)", "wrong_type"],
    ["range(1.5)", "wrong_type"],
    ["join('a')", "wrong_type"],
    ["parseJson('{')", "invalid_json"],
    ["uuid5('x', 'y')", "invalid_uuid"],
    ["json(type(1))", "not_json"],
  ])("%s fails", (text, reason) => {
    expect(reasonOf(text, { input })).toBe(reason);
  });
});

describe("hash and uuid5", () => {
  it("hash is the SHA-256 of a text's UTF-8, in hexadecimal", () => {
    expect(evaluate("hash('abc')")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("hash of anything else is that of its canonical JSON", () => {
    expect(evaluate("hash({'b': 1, 'a': [1, 2.5, null]}) == hash('{\"a\":[1,2.5,null],\"b\":1}')")).toBe(true);
  });

  it("uuid5 is that of RFC 9562, in a namespace of its own or a well-known one", () => {
    const expected = "2ed6657d-e927-568b-95e1-2665a8aea6a2";
    expect(evaluate("uuid5('dns', 'www.example.com')")).toBe(expected);
    expect(evaluate("uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')")).toBe(expected);
  });
});

describe("no regular expression may hang", () => {
  it.each(["(a+)+$", "(a|aa)+$", "(.*)*x", "(a?){200}a{200}$"])("%s", (pattern) => {
    const text = `${"a".repeat(100)}!`;
    expect(evaluate("text.matches(pattern)", { text, pattern })).toBe(false);
    expect(evaluate(`text.matches('${pattern}')`, { text })).toBe(false);
  });

  it("a pattern matches any part of the text", () => {
    expect(evaluate("'xaby'.matches('a.') && !'xaby'.matches('^a')")).toBe(true);
  });

  it.each(["(", "(a)\\\\1", "(?=a)"])("a constant pattern that is not valid is refused at load: %s", (pattern) => {
    expect(codeOf(`'a'.matches('${pattern}')`)).toBe("EXPRESSION_SYNTAX");
  });

  it("one that is made at run time fails", () => {
    expect(reasonOf("'a'.matches(pattern)", { pattern: "(" })).toBe("invalid_pattern");
  });

  it("a pattern that is no text fails", () => {
    expect(codeOf("'a'.matches(1)")).toBe("EXPRESSION_FAILED");
  });
});
