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

  it("shows how a server is reached, and none of its credentials", async () => {
    const env = {
      TASKLOOM_ENGINE: "temporal",
      TASKLOOM_DEPLOYMENT: "orders.7",
      TEMPORAL_ADDRESS: "t:1",
      TEMPORAL_API_KEY: "canary-4711",
      TEMPORAL_TLS_SERVER_NAME: "inner",
      TEMPORAL_TLS_SERVER_CA_CERT_DATA: "canary-4712",
      TEMPORAL_TLS_CLIENT_CERT_DATA: "canary-4713",
      TEMPORAL_TLS_CLIENT_KEY_DATA: "canary-4714",
      TEMPORAL_GRPC_META_PROXY_TOKEN: "canary-4715",
    };
    const shown = describeConfig(await resolveConfig(createInput({ env, flags: { "metrics.port": 0 } })));
    const tls = { server_name: "inner", server_ca_cert: "***", client_cert: "***", client_key: "***" };
    expect(shown).toStrictEqual(
      expect.arrayContaining([
        { setting: "temporal.address", value: "t:1", source: "TEMPORAL_ADDRESS" },
        { setting: "temporal.namespace", value: "default", source: "default" },
        { setting: "temporal.deployment", value: "orders.7", source: "TASKLOOM_DEPLOYMENT" },
        { setting: "temporal.api_key", value: "***", source: "TEMPORAL_API_KEY" },
        { setting: "temporal.tls", value: tls, source: "TEMPORAL_TLS_SERVER_NAME" },
        { setting: "temporal.metadata", value: { "proxy-token": "***" }, source: "TEMPORAL_GRPC_META_PROXY_TOKEN" },
        { setting: "metrics.port", value: 0, source: "--metrics-port" },
        { setting: "metrics.host", value: "127.0.0.1", source: "default" },
      ]),
    );
    expect(JSON.stringify(shown)).not.toContain("canary");
  });
});
