import { expect, it } from "vitest";
import { resolveWindow } from "./window.js";

it.for([
  [undefined, 100],
  [0, 100],
  [1, 1],
  [99, 99],
  [100, 100],
  [5_000, 100],
] as const)("`max_concurrency: %s` opens at most %i children at once", ([wanted, expected]) => {
  expect(resolveWindow(wanted)).toBe(expected);
});
