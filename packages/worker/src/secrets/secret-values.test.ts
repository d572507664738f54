import { describe, expect, it } from "vitest";
import { createSecretValues, readSecretVariables } from "./secret-values.js";

const source = { kind: "default" } as const;

describe("secrets", () => {
  it("come from the variables TASKLOOM_SECRET_<NAME>", () => {
    const env = { TASKLOOM_SECRET_API_KEY: "k", TASKLOOM_STORE: "memory", HOME: "/", TASKLOOM_SECRET_GONE: undefined };
    expect(readSecretVariables(env)).toStrictEqual([
      { name: "API_KEY", value: "k", source: { kind: "environment", name: "TASKLOOM_SECRET_API_KEY" } },
    ]);
  });

  it.each(["api_key", "API_KEY", "api-key", "Api_Key"])("are found whatever their case and hyphens: %s", (name) => {
    expect(createSecretValues([{ name: "api_key", value: "k", source }]).get(name)).toBe("k");
  });

  it("that are missing name themselves and how to set them", () => {
    const secrets = createSecretValues([{ name: "other", value: "canary-4711", source }]);
    expect(() => secrets.get("api-key")).toThrow(
      expect.objectContaining({
        code: "SECRET_MISSING",
        details: { name: "api-key", variable: "TASKLOOM_SECRET_API_KEY" },
      }),
    );
    expect(() => secrets.get("api-key")).not.toThrow(/canary/);
  });

  it("that are empty are missing", () => {
    const secrets = createSecretValues([{ name: "a", value: "", source }]);
    expect(() => secrets.get("a")).toThrow(expect.objectContaining({ code: "SECRET_MISSING" }));
  });

  it("are listed without their values", () => {
    const secrets = createSecretValues([{ name: "a-b", value: "canary-4711", source }]);
    expect(secrets.list()).toStrictEqual([{ name: "A_B", source }]);
    expect(secrets.values()).toStrictEqual(["canary-4711"]);
  });
});
