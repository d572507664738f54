import type { EngineName } from "./engine-name.js";
import type { SettingReader } from "./setting-reader.js";
import type { SettingKey } from "./setting-values.js";
import { ADDRESS_FORM, isAddress } from "./temporal-address.js";
import type { TemporalConfig, TemporalDeployment } from "./temporal-config.js";
import { findCredentialSources, type CredentialKey } from "./temporal-credentials.js";
import { loadTemporalProfile, NO_PROFILE } from "./temporal-profile.js";
import { describeSource, type ValueSource } from "./value-source.js";

/** What is undefined is left to Temporal's own profile. */
export interface TemporalSettings {
  readonly address: string | undefined;
  readonly namespace: string | undefined;
  readonly taskQueue: string;
  readonly deployment: TemporalDeployment | undefined;
}

/** What was made of the settings and Temporal's own profile, and where what the profile gave came from. */
export interface CompleteTemporal {
  readonly temporal: TemporalConfig;
  readonly sources: Record<CredentialKey, ValueSource> & { readonly [K in SettingKey]?: ValueSource };
}

/** An address of Temporal's own environment can only be wrong where somebody connects to it. */
export function readTemporalSettings(reader: SettingReader, engine: EngineName): TemporalSettings {
  const address = reader.read("temporal.address");
  if (engine === "temporal" && address !== undefined && !isAddress(address)) {
    const source = describeSource(reader.source("temporal.address"));
    reader.problems.push({ setting: "temporal.address", source, message: ADDRESS_FORM });
  }
  return {
    address,
    namespace: reader.read("temporal.namespace"),
    taskQueue: reader.read("temporal.task_queue"),
    deployment: reader.read("temporal.deployment"),
  };
}

/**
 * Fills in what Temporal's own environment and profile say, and defaults. With the engine `embedded` nothing of Temporal's
 * is read: a fault there is nobody's concern.
 * @throws CONFIG_INVALID
 */
export async function completeTemporal(
  { address, namespace, taskQueue, deployment }: TemporalSettings,
  engine: EngineName,
  env: Readonly<Record<string, string | undefined>>,
): Promise<CompleteTemporal> {
  const given = dropUnset(env);
  const profile = engine === "temporal" ? await loadTemporalProfile(given) : NO_PROFILE;
  const { credentials, file } = profile;
  return {
    temporal: {
      ...credentials,
      address: address ?? profile.address ?? "127.0.0.1:7233",
      namespace: namespace ?? profile.namespace ?? "default",
      taskQueue,
      ...(deployment === undefined ? {} : { deployment }),
    },
    sources: {
      ...findCredentialSources(profile, given),
      ...(address === undefined && profile.address !== undefined ? { "temporal.address": file } : {}),
      ...(namespace === undefined && profile.namespace !== undefined ? { "temporal.namespace": file } : {}),
    },
  };
}

/** An empty variable counts as none, but for headers, where Temporal takes it to remove one of the profile. */
function dropUnset(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const isSet = (entry: [string, string | undefined]): entry is [string, string] =>
    entry[1] !== undefined && (entry[1] !== "" || entry[0].startsWith("TEMPORAL_GRPC_META_"));
  return Object.fromEntries(Object.entries(env).filter(isSet));
}
