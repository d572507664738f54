import type { JsonObject } from "@taskloom/interfaces";
import type { ResolvedConfig } from "./resolved-config.js";
import type { ShownSetting } from "./shown-setting.js";
import type { TemporalTls } from "./temporal-config.js";
import type { CredentialKey } from "./temporal-credentials.js";
import { describeSource } from "./value-source.js";

const MASK = "***";

/** Those that there are, with nothing secret: names and certificates' presence, no keys and no headers' values. */
export function describeCredentials({ temporal, sources }: ResolvedConfig): readonly ShownSetting[] {
  const { apiKey, tls, metadata } = temporal;
  const show = (setting: CredentialKey, value: ShownSetting["value"]): ShownSetting => ({
    setting,
    value,
    source: describeSource(sources[setting]),
  });
  return [
    ...(apiKey === undefined ? [] : [show("temporal.api_key", MASK)]),
    ...(tls === undefined ? [] : [show("temporal.tls", typeof tls === "boolean" ? tls : describeTls(tls))]),
    ...(metadata === undefined ? [] : [show("temporal.metadata", maskValues(metadata))]),
  ];
}

function describeTls({ serverNameOverride, serverRootCACertificate, clientCertPair }: TemporalTls): JsonObject {
  return {
    ...(serverNameOverride === undefined ? {} : { server_name: serverNameOverride }),
    ...(serverRootCACertificate === undefined ? {} : { server_ca_cert: MASK }),
    ...(clientCertPair === undefined ? {} : { client_cert: MASK, client_key: MASK }),
  };
}

function maskValues(metadata: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.keys(metadata).map((name) => [name, MASK]));
}
