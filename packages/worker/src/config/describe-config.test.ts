import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTempFolder } from "../temp-folder.fixture.js";
import { createInput } from "./config-input.fixture.js";
import { describeConfig } from "./describe-config.js";
import { resolveConfig } from "./resolve-config.js";
import { SETTINGS } from "./settings.js";

describe("the configuration as it is shown", () => {
  it("says where each value came from", async () => {
    const cwd = await createTempFolder({ "taskloom.config.json": '{"handler_wait":"1m"}' });
    const env = { TASKLOOM_CONCURRENCY: "5" };
    const shown = describeConfig(await resolveConfig(createInput({ cwd, env, flags: { "journal.file": "j.db" } })));
    expect(shown.map(({ setting }) => setting)).toStrictEqual(Object.keys(SETTINGS));
    expect(shown).toContainEqual({ setting: "journal.file", value: join(cwd, "j.db"), source: "--journal" });
    expect(shown).toContainEqual({ setting: "concurrency", value: 5, source: "TASKLOOM_CONCURRENCY" });
    const file = join(cwd, "taskloom.config.json");
    expect(shown).toContainEqual({ setting: "handler_wait", value: 60_000, source: file });
    expect(shown).toContainEqual({ setting: "retention", value: null, source: "default" });
  });

  it("masks secrets", async () => {
    const env = { TASKLOOM_SECRET_API_KEY: "canary-4711", TASKLOOM_STORE: "redis://me:canary-4712@cache:1/2" };
    const config = await resolveConfig(createInput({ env }));
    const shown = describeConfig(config);
    const source = "TASKLOOM_SECRET_API_KEY";
    expect(shown).toContainEqual({ setting: "secrets.API_KEY", value: "***", source });
    expect(shown).toContainEqual({ setting: "store", value: "redis://***@cache:1/2", source: "TASKLOOM_STORE" });
    expect(JSON.stringify(shown)).not.toContain("canary");
    expect(JSON.stringify(config.secrets)).not.toContain("canary");
  });
});
