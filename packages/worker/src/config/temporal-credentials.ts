import type { TemporalProfile } from "./temporal-profile.js";
import type { ValueSource } from "./value-source.js";

/** What only Temporal's own environment and profile give. */
export type CredentialKey = "temporal.api_key" | "temporal.tls" | "temporal.metadata";

/** Where each came from: a variable where one was set, else the file. TLS may just follow from the API key. */
export function findCredentialSources(
  { credentials, asksForTls, file }: TemporalProfile,
  env: Readonly<Record<string, string>>,
): Record<CredentialKey, ValueSource> {
  const { apiKey, tls, metadata } = credentials;
  const find = (isGiven: boolean, prefix: string): ValueSource =>
    isGiven ? (findVariable(env, prefix) ?? file) : { kind: "default" };
  const ofApiKey = find(apiKey !== undefined, "TEMPORAL_API_KEY");
  return {
    "temporal.api_key": ofApiKey,
    "temporal.tls": asksForTls ? find(tls !== undefined, "TEMPORAL_TLS") : ofApiKey,
    "temporal.metadata": find(metadata !== undefined, "TEMPORAL_GRPC_META_"),
  };
}

function findVariable(env: Readonly<Record<string, string>>, prefix: string): ValueSource | undefined {
  const name = Object.keys(env).find((variable) => variable.startsWith(prefix) && env[variable] !== "");
  return name === undefined ? undefined : { kind: "environment", name };
}
