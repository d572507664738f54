import { describe, expect, it } from "vitest";
import { checkWait } from "./wait-check.js";
import type { WaitConfig } from "./wait-config.js";

type Keys = Omit<WaitConfig, "id">;

function check(keys: Keys): readonly { readonly code: string; readonly pointer: string }[] {
  return checkWait({ id: "ask", ...keys }).map(({ code, pointer }) => ({ code, pointer: pointer.join(".") }));
}

describe("the rules between the keys of a wait", () => {
  it.for<Keys>([
    { wait_for: "approve" },
    { duration: "1h" },
    { until: "2026-01-01T00:00:00Z" },
    { until: "{{ input.at }}" },
    {
      wait_for: "approve",
      condition: "true",
      processor: { type: "basic" },
      correlation_id: "x",
      payload_schema: {},
      timeout: "1h",
      on_timeout: { next: "remind" },
    },
  ])("%o have no problem", (keys) => {
    expect(check(keys)).toStrictEqual([]);
  });

  it("none of `wait_for`, `duration` and `until` is WAIT_AMBIGUOUS", () => {
    expect(check({})).toStrictEqual([{ code: "WAIT_AMBIGUOUS", pointer: "" }]);
  });

  it.for<[Keys, string]>([
    [{ wait_for: "approve", duration: "1h" }, "duration"],
    [{ wait_for: "approve", until: "2026-01-01T00:00:00Z" }, "until"],
    [{ duration: "1h", until: "2026-01-01T00:00:00Z" }, "until"],
    [{ wait_for: "approve", duration: "1h", until: "2026-01-01T00:00:00Z" }, "duration"],
  ])("more than one, as in %o, is WAIT_AMBIGUOUS at the second", ([keys, pointer]) => {
    expect(check(keys)).toStrictEqual([{ code: "WAIT_AMBIGUOUS", pointer }]);
  });

  it.for<Keys>([
    { condition: "true" },
    { processor: {} },
    { correlation_id: "x" },
    { payload_schema: {} },
    { timeout: "1h" },
    { on_timeout: { next: "remind" } },
  ])("%o without `wait_for` is WAIT_KEY_MISPLACED", (keys) => {
    const [pointer] = Object.keys(keys);
    expect(check({ duration: "1h", ...keys })).toStrictEqual([{ code: "WAIT_KEY_MISPLACED", pointer }]);
  });

  it("a constant `until` that is not RFC 3339 is UNTIL_INVALID", () => {
    expect(check({ until: "monday" })).toStrictEqual([{ code: "UNTIL_INVALID", pointer: "until" }]);
  });

  it("`wait_for` is a constant text", () => {
    expect(check({ wait_for: "{{ input.name }}" })).toStrictEqual([
      { code: "DEFINITION_INVALID", pointer: "wait_for" },
    ]);
  });

  it("a processor is a basic task", () => {
    const keys = { wait_for: "approve", processor: { type: "parallel" } };
    expect(check(keys)).toStrictEqual([{ code: "DEFINITION_INVALID", pointer: "processor.type" }]);
  });
});
