import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@taskloom/interfaces";
import { createTempFolder } from "../temp-folder.fixture.js";
import { createInput } from "./config-input.fixture.js";
import type { ConfigFile } from "./config-input.js";
import { describeConfig } from "./describe-config.js";
import { LIMIT_OF } from "./limit-settings.js";
import { resolveConfig } from "./resolve-config.js";

describe("the limits in a configuration", () => {
  it("are all that there are", () => {
    expect(Object.values(LIMIT_OF).toSorted()).toStrictEqual(Object.keys(DEFAULT_LIMITS).toSorted());
  });

  it("come from flags, the environment and the file, and each is shown with its source", async () => {
    const limits: ConfigFile["limits"] = { items: 30, tasks: 20, cancel_grace: "2s", log_lines: 7 };
    const cwd = await createTempFolder({ "taskloom.config.json": JSON.stringify({ limits }) });
    const env = { TASKLOOM_LIMITS_ITEMS: "31", TASKLOOM_LIMITS_CANCEL_GRACE: "100" };
    const config = await resolveConfig(createInput({ cwd, env, flags: { "limits.items": 32 } }));
    const wanted = { items: 32, tasks: 20, cancelGraceMs: 100, logLines: 7 };
    expect(config.limits).toStrictEqual({ ...DEFAULT_LIMITS, ...wanted });
    const source = join(cwd, "taskloom.config.json");
    expect(describeConfig(config)).toStrictEqual(
      expect.arrayContaining([
        { setting: "limits.items", value: 32, source: "--limits-items" },
        { setting: "limits.tasks", value: 20, source },
        { setting: "limits.cancel_grace", value: 100, source: "TASKLOOM_LIMITS_CANCEL_GRACE" },
        { setting: "limits.nesting", value: 64, source: "default" },
      ]),
    );
  });

  it("may be the default, and `cancel_grace` nothing", async () => {
    const env = { TASKLOOM_LIMITS_ITEMS: "100000", TASKLOOM_LIMITS_CANCEL_GRACE: "0" };
    const { limits } = await resolveConfig(createInput({ env }));
    expect(limits).toStrictEqual({ ...DEFAULT_LIMITS, cancelGraceMs: 0 });
  });

  it.each([
    ["limits.items", "TASKLOOM_LIMITS_ITEMS", "100001"],
    ["limits.items", "TASKLOOM_LIMITS_ITEMS", "0"],
    ["limits.items", "TASKLOOM_LIMITS_ITEMS", "many"],
    ["limits.cancel_grace", "TASKLOOM_LIMITS_CANCEL_GRACE", "6s"],
    ["limits.value_bytes", "TASKLOOM_LIMITS_VALUE_BYTES", "1e3"],
  ])("what is above the default, or no such number, is CONFIG_INVALID: %s", async (setting, source, given) => {
    await expect(resolveConfig(createInput({ env: { [source]: given } }))).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      details: { problems: [{ setting, source }] },
    });
  });

  it("an unknown one is CONFIG_INVALID, naming the nearest", async () => {
    const cwd = await createTempFolder({ "taskloom.config.json": JSON.stringify({ limits: { itms: 3 } }) });
    await expect(resolveConfig(createInput({ cwd }))).rejects.toMatchObject({
      details: { problems: [{ setting: "limits.itms", message: expect.stringContaining("'items'") as string }] },
    });
  });
});
