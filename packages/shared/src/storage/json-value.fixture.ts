import * as fc from "fast-check";
import type { JsonValue } from "@taskloom/interfaces";

/** Any JSON value, with any characters in its texts and keys: NUL, lone surrogates, `__proto__`. */
export function anyJsonValue(): fc.Arbitrary<JsonValue> {
  const text = fc.string({ unit: "binary" });
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const broken = fc.array(unit).map((units) => units.join(""));
  const anyText = fc.oneof(text, broken);
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 8, depthIdentifier: "json" },
      fc.oneof(fc.constant(null), fc.boolean(), anyNumber(), anyText),
      fc.array(tie("tree")),
      fc.array(fc.tuple(anyText, tie("tree"))).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  return tree;
}

/** JSON has neither NaN nor infinity, and no zero below zero. */
function anyNumber(): fc.Arbitrary<number> {
  return fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number));
}
