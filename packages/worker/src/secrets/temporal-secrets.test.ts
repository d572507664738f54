import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createRedact } from "../log/redact.js";
import { findTemporalSecrets } from "./temporal-secrets.js";

const { privateKey: pem } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const crt = Buffer.from("certificate");

describe("the secrets of a connection to Temporal", () => {
  it("are none where nothing was given", () => {
    expect(findTemporalSecrets({})).toStrictEqual([]);
    expect(findTemporalSecrets({ tls: true, metadata: { "x-team": "orders" } })).toStrictEqual([]);
    expect(findTemporalSecrets({ tls: { serverNameOverride: "inner" } })).toStrictEqual([]);
  });

  it("are the API key, and headers that are named like secrets, whatever their scheme", () => {
    const metadata = { authorization: "Bearer abcd-1234", "proxy-token": "efgh-5678", "x-team": "orders" };
    const secrets = findTemporalSecrets({ apiKey: "key-4711", metadata });
    const redacted = createRedact(secrets)("key-4711 sent Bearer abcd-1234 (abcd-1234) with efgh-5678 of orders");
    expect(redacted).toBe("[redacted] sent [redacted] ([redacted]) with [redacted] of orders");
  });

  it("are the client's private key, as a whole and line by line, and not its certificate", () => {
    const redact = createRedact(findTemporalSecrets({ tls: { clientCertPair: { crt, key: Buffer.from(pem) } } }));
    const [, line = ""] = pem.split("\n");
    expect(redact([`key: ${pem}`, `x${line}y`, "certificate"])).toStrictEqual([
      "key: [redacted]",
      "x[redacted]y",
      "certificate",
    ]);
  });
});
