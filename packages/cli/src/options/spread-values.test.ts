import { expect, it } from "vitest";
import { spreadValues } from "./spread-values.js";

it.for([
  ["--input a=1 b=2 order.yaml", "--input a=1 --input b=2 order.yaml"],
  ['--input {"a":1} order.yaml', '--input {"a":1} order.yaml'],
  ["order.yaml --input a=1 b=2 --json", "order.yaml --input a=1 --input b=2 --json"],
  ["--handlers a.ts b.mjs order.yaml", "--handlers a.ts --handlers b.mjs order.yaml"],
  [
    "order.yaml --handlers a.ts --task-types t.js u.js",
    "order.yaml --handlers a.ts --task-types t.js --task-types u.js",
  ],
  ["--input a=1 b=2 --engine=temporal order.yaml", "--input a=1 --input b=2 --engine=temporal order.yaml"],
  ["--input @in.json order.yaml x=1", "--input @in.json order.yaml x=1"],
  ["order.yaml --json", "order.yaml --json"],
])("%s is read as %s", ([given, read]) => {
  expect(spreadValues(String(given).split(" ")).join(" ")).toBe(read);
});
