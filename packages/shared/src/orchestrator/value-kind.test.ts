import type { JsonValue } from "@taskloom/interfaces";
import { expect, it } from "vitest";
import { nameKind } from "./value-kind.js";

it.for<[JsonValue, string]>([
  [null, "null"],
  [true, "a boolean"],
  [0, "a number"],
  ["", "a blank text"],
  [" x ", "a text"],
  [[], "a list"],
  [{}, "a map"],
])("%o is %s", ([value, kind]) => {
  expect(nameKind(value)).toBe(kind);
});
