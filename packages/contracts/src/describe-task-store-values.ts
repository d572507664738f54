import type { JsonValue } from "@taskloom/interfaces";

/** Values that a store could spoil, by what is special about them. A lone surrogate is kept as it is. */
export const HARD_VALUES: Readonly<Record<string, JsonValue>> = {
  null: null,
  false: false,
  "the empty text": "",
  "a text with NUL characters": "a\u0000b\u0000",
  "a text with a lone surrogate": "a\ud800b\udc00",
  "a text beyond ASCII": "é 漢字 😀 \u2028",
  "a text that looks like JSON": '{"a":1}',
  "line ends": "a\r\nb\n",
  "a large number": Number.MAX_SAFE_INTEGER,
  "a small number": 5e-324,
  "the empty list": [],
  "the empty object": {},
  "keys that objects have by themselves": JSON.parse(
    '{"__proto__":{"a":1},"constructor":2,"toString":3,"":4}',
  ) as JsonValue,
  "1,000 levels": nest(1000),
  "100,000 items": Array.from({ length: 100_000 }, (_, index) => ({ index, text: `item ${index}` })),
};

function nest(levels: number): JsonValue {
  let value: JsonValue = "bottom";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}
