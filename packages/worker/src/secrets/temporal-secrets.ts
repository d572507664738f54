import type { TemporalCredentials } from "../config/temporal-config.js";
import { isSecretName } from "../log/redact.js";

/** A shorter line of a key says nothing about it, and may be in any text. */
const MIN_LINE_LENGTH = 16;

/**
 * What must not be seen of a connection to Temporal: the API key, the client's private key, as a whole and each line of it,
 * and headers whose names say that they are secret, with and without the scheme (`Bearer …`).
 */
export function findTemporalSecrets({ apiKey, tls, metadata = {} }: TemporalCredentials): readonly string[] {
  const key = typeof tls === "object" ? tls.clientCertPair?.key : undefined;
  const headers = Object.entries(metadata).filter(([name]) => isSecretName(name));
  return [
    ...(apiKey === undefined ? [] : [apiKey]),
    ...(key === undefined ? [] : findKeyTexts(Buffer.from(key).toString("latin1"))),
    ...headers.flatMap(([, value]) => [value, value.replace(/^\w+\s+/, "")]),
  ];
}

function findKeyTexts(pem: string): readonly string[] {
  const lines = pem.split(/\r?\n/).filter((line) => line.length >= MIN_LINE_LENGTH && !line.startsWith("-----"));
  return [pem, ...lines];
}
