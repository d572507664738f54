import { describe, expect, it } from "vitest";
import { renderOutputs } from "./render-outputs.js";

describe("`outputs`", () => {
  it("are rendered wherever a template stands in them", () => {
    const outputs = { n: "{{ n }}", text: "n={{ n }}", list: [{ deep: "{{ n + 1 }}" }], constant: 3 };
    expect(renderOutputs(outputs, { now: 0, variables: { n: 2 } })).toStrictEqual({
      n: 2,
      text: "n=2",
      list: [{ deep: 3 }],
      constant: 3,
    });
  });

  it("fail with OUTPUTS_FAILED, the reason beside it", () => {
    expect(() => renderOutputs({ n: "{{ n.missing }}" }, { now: 0, variables: { n: {} } })).toThrow(
      expect.objectContaining({
        code: "OUTPUTS_FAILED",
        details: {
          code: "EXPRESSION_MISSING",
          reason: expect.objectContaining({ expression: "n.missing" }) as unknown,
        },
      }),
    );
  });
});
