import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTempFolder } from "../temp-folder.fixture.js";
import { createInput } from "./config-input.fixture.js";
import type { ConfigInput } from "./config-input.js";
import { resolveConfig } from "./resolve-config.js";
import type { ResolvedConfig } from "./resolved-config.js";

type Env = Readonly<Record<string, string>>;

async function resolveTemporal(env: Env, input: Partial<ConfigInput> = {}): Promise<ResolvedConfig> {
  return resolveConfig(createInput({ ...input, env: { TASKLOOM_ENGINE: "temporal", ...env } }));
}

/** The environment in which Temporal's profile file has that text, wherever this machine has such files. */
async function envWithProfile(toml: string, env: Env = {}): Promise<Env> {
  const paths = ["temporalio/temporal.toml", "Library/Application Support/temporalio/temporal.toml"];
  const home = await createTempFolder(Object.fromEntries(paths.map((path) => [path, toml])));
  const file = join(home, "temporalio/temporal.toml");
  return { XDG_CONFIG_HOME: home, HOME: home, APPDATA: home, TEMPORAL_CONFIG_FILE: file, ...env };
}

const PROFILES = `
[profile.default]
address = "default.example:7233"
namespace = "default-space"

[profile.cloud]
address = "cloud.example:7233"
namespace = "cloud-space"
api_key = "key-of-cloud"

[profile.cloud.tls]
server_name = "inner"

[profile.cloud.grpc_meta]
x-team = "orders"
`;

describe("where the server is", () => {
  it("comes from a flag, our variable, Temporal's, our file, Temporal's profile, and the default, in this order", async () => {
    const env = await envWithProfile(PROFILES);
    const cwd = await createTempFolder({ "taskloom.config.json": '{"temporal":{"address":"file:1"}}' });
    const [ours, theirs] = [{ TASKLOOM_TEMPORAL_ADDRESS: "ours:1" }, { TEMPORAL_ADDRESS: "theirs:1" }];
    const found = await Promise.all([
      resolveTemporal({ ...env, ...ours, ...theirs }, { cwd, flags: { "temporal.address": "flag:1" } }),
      resolveTemporal({ ...env, ...ours, ...theirs }, { cwd }),
      resolveTemporal({ ...env, ...theirs }, { cwd }),
      resolveTemporal(env, { cwd }),
      resolveTemporal(env),
      resolveTemporal({}),
    ]);
    expect(found.map(({ temporal }) => temporal.address)).toStrictEqual([
      "flag:1",
      "ours:1",
      "theirs:1",
      "file:1",
      "default.example:7233",
      "127.0.0.1:7233",
    ]);
    expect(found.map(({ sources }) => sources["temporal.address"])).toMatchObject([
      { kind: "flag", name: "--address" },
      { kind: "environment", name: "TASKLOOM_TEMPORAL_ADDRESS" },
      { kind: "environment", name: "TEMPORAL_ADDRESS" },
      { kind: "file", name: join(cwd, "taskloom.config.json") },
      { kind: "file", name: `${env["TEMPORAL_CONFIG_FILE"]}, profile default` },
      { kind: "default" },
    ]);
  });

  it("is found in the file where Temporal's other tools look for it", async () => {
    const { TEMPORAL_CONFIG_FILE: _, ...env } = await envWithProfile(PROFILES);
    const { temporal, sources } = await resolveTemporal(env);
    expect(temporal.address).toBe("default.example:7233");
    expect(sources["temporal.address"]).toStrictEqual({ kind: "file", name: "temporal.toml, profile default" });
  });

  it("comes with the credentials of the profile that TEMPORAL_PROFILE names", async () => {
    const env = await envWithProfile(PROFILES, { TEMPORAL_PROFILE: "cloud" });
    const { temporal, sources } = await resolveTemporal(env);
    expect(temporal).toStrictEqual({
      address: "cloud.example:7233",
      namespace: "cloud-space",
      taskQueue: "taskloom",
      apiKey: "key-of-cloud",
      tls: { serverNameOverride: "inner" },
      metadata: { "x-team": "orders" },
    });
    const file = { kind: "file", name: `${env["TEMPORAL_CONFIG_FILE"]}, profile cloud` };
    expect(sources).toMatchObject({
      "temporal.namespace": file,
      "temporal.api_key": file,
      "temporal.tls": file,
      "temporal.metadata": file,
    });
  });

  it("is asked in TLS when there is an API key, unless TLS is switched off", async () => {
    const key = { TEMPORAL_API_KEY: "k" };
    const [secure, open] = [await resolveTemporal(key), await resolveTemporal({ ...key, TEMPORAL_TLS: "false" })];
    expect([secure.temporal.tls, open.temporal.tls]).toStrictEqual([true, false]);
    expect([secure.sources["temporal.tls"], open.sources["temporal.tls"]]).toStrictEqual([
      { kind: "environment", name: "TEMPORAL_API_KEY" },
      { kind: "environment", name: "TEMPORAL_TLS" },
    ]);
  });

  it("is asked with certificates that were given as texts or as paths", async () => {
    const folder = await createTempFolder({ "ca.pem": "CA", "cert.pem": "CERT" });
    const { temporal } = await resolveTemporal({
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(folder, "ca.pem"),
      TEMPORAL_TLS_CLIENT_CERT_PATH: join(folder, "cert.pem"),
      TEMPORAL_TLS_CLIENT_KEY_DATA: "KEY",
    });
    expect(temporal.tls).toStrictEqual({
      serverRootCACertificate: encode("CA"),
      clientCertPair: { crt: encode("CERT"), key: encode("KEY") },
    });
  });

  it("may be without a header that the profile has", async () => {
    const env = await envWithProfile(PROFILES, { TEMPORAL_PROFILE: "cloud", TEMPORAL_GRPC_META_X_TEAM: "" });
    expect((await resolveTemporal(env)).temporal).not.toHaveProperty("metadata");
  });

  it("takes empty variables as none", async () => {
    const env = { TEMPORAL_ADDRESS: "", TEMPORAL_API_KEY: "", TEMPORAL_PROFILE: "", TEMPORAL_TLS: "" };
    expect((await resolveTemporal(env)).temporal).toStrictEqual({
      address: "127.0.0.1:7233",
      namespace: "default",
      taskQueue: "taskloom",
    });
  });

  it("is nobody's concern with the embedded engine: a broken profile or address of Temporal's stops nothing", async () => {
    const env = await envWithProfile("[profile", { TEMPORAL_ADDRESS: "http://t" });
    expect((await resolveConfig(createInput({ env }))).engine).toBe("embedded");
  });

  it.each(["http://localhost:7233", "localhost:7233/default", "me@localhost"])(
    "cannot be %s",
    async (address: string) => {
      await expect(resolveTemporal({ TEMPORAL_ADDRESS: address })).rejects.toMatchObject({
        code: "CONFIG_INVALID",
        details: { problems: [{ setting: "temporal.address", source: "TEMPORAL_ADDRESS" }] },
      });
    },
  );
});

describe("what is wrong with Temporal's own environment or profile", () => {
  const CANARY = "canary-4711";

  it.each([
    ["TOML that is none", `[profile.default]\napi_key = "${CANARY}" x`, {}, "line 2"],
    ["a profile that is not there", PROFILES, { TEMPORAL_PROFILE: "clod" }, "'clod'"],
    ["a value of another type", "[profile.default]\napi_key = 4711", {}, "apiKey"],
    ["an address that is none", `[profile.default]\naddress = "http://x"`, {}, "address"],
    [
      "a certificate that cannot be read",
      "[profile.default]",
      { TEMPORAL_TLS_SERVER_CA_CERT_PATH: "/none/ca.pem" },
      "/none/ca.pem",
    ],
    [
      "a key in place of its path",
      "[profile.default]",
      { TEMPORAL_TLS_CLIENT_KEY_PATH: `-----BEGIN\n${CANARY}` },
      "ENOENT",
    ],
    ["a certificate without its key", "[profile.default]", { TEMPORAL_TLS_CLIENT_CERT_DATA: CANARY }, "client key"],
    [
      "a certificate given twice",
      "[profile.default]",
      { TEMPORAL_TLS_SERVER_CA_CERT_DATA: CANARY, TEMPORAL_TLS_SERVER_CA_CERT_PATH: "x" },
      "server_ca_cert",
    ],
    ["a file without profiles", "", {}, "[profile.<name>]"],
  ])("is told without its secrets: %s", async (_, toml: string, env: Env, hint) => {
    const resolving = resolveTemporal(await envWithProfile(toml, env));
    const error: unknown = await resolving.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "CONFIG_INVALID",
      details: { problems: [{ setting: "temporal", message: expect.stringContaining(hint) as string }] },
    });
    const { stack, cause } = error as Error;
    expect(`${stack} ${String(cause)} ${JSON.stringify(error)}`).not.toContain(CANARY);
  });
});

function encode(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text));
}
