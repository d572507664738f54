import type { JsonValue } from "@taskloom/interfaces";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedact } from "./redact.js";

const CANARY = "canary/4711+x";

describe("redaction", () => {
  it.each([
    "password",
    "Password",
    "db_password",
    "token",
    "accessToken",
    "authorization",
    "Proxy-Authorization",
    "secret",
    "client-secret",
    "api_key",
    "apiKey",
    "X-API-Key",
  ])("hides what stands under the key %s at every depth", (key) => {
    const value = { a: [{ b: { [key]: { inner: CANARY } } }] };
    expect(createRedact([])(value)).toStrictEqual({ a: [{ b: { [key]: "[redacted]" } }] });
  });

  it.each(["tokens_used", "idempotencyKey", "passwords_checked", "secretary"])("leaves the key %s", (key) => {
    expect(createRedact([])({ [key]: 1 })).toStrictEqual({ [key]: 1 });
  });

  it.each([
    ["as it is", CANARY],
    ["percent-encoded", encodeURIComponent(CANARY)],
    ["in base64", Buffer.from(CANARY).toString("base64")],
  ])("hides a secret inside of texts, %s", (_, spelled) => {
    expect(createRedact([CANARY])(["x", { y: `a${spelled}b` }, 1, null, true])).toStrictEqual([
      "x",
      { y: expect.stringMatching(/^a\[redacted\]=*b$/) as string },
      1,
      null,
      true,
    ]);
  });

  it("hides a secret in keys", () => {
    expect(createRedact([CANARY])({ [CANARY]: 1 })).toStrictEqual({ "[redacted]": 1 });
  });

  it("hides the longer one of two of which one is inside the other", () => {
    expect(createRedact(["abcd", "abcdef"])("xabcdefx")).toBe("x[redacted]x");
  });

  it("hides a short secret where it stands alone", () => {
    expect(createRedact(["abc"])(["abc", "abcd"])).toStrictEqual(["[redacted]", "abcd"]);
  });

  it("leaves no secret anywhere, whatever the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.string()), (value, around) => {
        const mixed = [value, { [around.join(CANARY)]: around.join(CANARY) }] as JsonValue;
        expect(JSON.stringify(createRedact([CANARY])(mixed))).not.toContain(CANARY);
      }),
    );
  });
});
