import type { TaskloomError } from "@taskloom/shared";
import type { ClientConfigProfile, ClientConnectConfig } from "@temporalio/envconfig";
import { z } from "zod";
import { readMessage } from "../error-message.js";
import { createConfigError } from "./config-problem.js";
import { ADDRESS_FORM, isAddress } from "./temporal-address.js";
import type { TemporalCredentials, TemporalTls } from "./temporal-config.js";
import type { ValueSource } from "./value-source.js";

/** What Temporal's own environment and the profile in its file say, as its other tools read them. */
export interface TemporalProfile {
  readonly address?: string;
  readonly namespace?: string;
  readonly credentials: TemporalCredentials;
  /** Whether TLS was asked for, and does not only follow from the API key. */
  readonly asksForTls: boolean;
  /** The file of the profile. */
  readonly file: ValueSource;
}

export const NO_PROFILE: TemporalProfile = { credentials: {}, asksForTls: false, file: { kind: "default" } };

const text = z.string().trim().min(1);
const pem = z.instanceof(Uint8Array);

const tlsSchema = z.object({
  serverNameOverride: z.string().optional(),
  serverRootCACertificate: pem.optional(),
  clientCertPair: z.object({ crt: pem, key: pem }).optional(),
});

const optionsSchema = z.object({
  namespace: text.optional(),
  connectionOptions: z.object({
    address: text.refine(isAddress, ADDRESS_FORM).optional(),
    apiKey: z.string().optional(),
    tls: z.union([z.boolean(), tlsSchema]).optional(),
    metadata: z.record(z.string(), z.string()).optional(),
  }),
});

/**
 * The profile that `TEMPORAL_PROFILE` names, else `default`, of the file at `TEMPORAL_CONFIG_FILE`, else of the usual one;
 * variables `TEMPORAL_…` come first. A file that is not there is an empty one.
 * @throws CONFIG_INVALID saying what is wrong, never a value: it may be secret
 */
export async function loadTemporalProfile(env: Readonly<Record<string, string>>): Promise<TemporalProfile> {
  // It is not loaded where nobody uses it.
  const { loadClientConfigProfile, toClientOptions } = await import("@temporalio/envconfig");
  let profile: ClientConfigProfile;
  let options: ClientConnectConfig;
  try {
    profile = loadClientConfigProfile({ overrideEnvVars: env });
    options = toClientOptions(profile);
  } catch (error) {
    throw refuse(describeFault(error));
  }
  if ((profile.tls?.clientCert === undefined) !== (profile.tls?.clientKey === undefined))
    throw refuse("has one of client certificate and client key, and needs both");
  return { ...checkOptions(options), asksForTls: profile.tls !== undefined, file: describeFile(env) };
}

function checkOptions(options: ClientConnectConfig): Omit<TemporalProfile, "asksForTls" | "file"> {
  const checked = optionsSchema.safeParse(options);
  if (!checked.success) {
    const reasons = checked.error.issues.map(({ path, message }) => `${path.at(-1)?.toString()}: ${message}`);
    throw refuse(`is not valid: ${reasons.join("; ")}`);
  }
  const { namespace, connectionOptions } = checked.data;
  const { address, apiKey, tls, metadata } = connectionOptions;
  return {
    ...(address === undefined ? {} : { address }),
    ...(namespace === undefined ? {} : { namespace }),
    credentials: {
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(tls === undefined ? {} : { tls: typeof tls === "boolean" ? tls : clean(tls) }),
      ...(metadata === undefined || Object.keys(metadata).length === 0 ? {} : { metadata }),
    },
  };
}

/** An object without settings asks for TLS too. */
function clean({
  serverNameOverride,
  serverRootCACertificate,
  clientCertPair,
}: z.infer<typeof tlsSchema>): TemporalTls {
  return {
    ...(serverNameOverride === undefined ? {} : { serverNameOverride }),
    ...(serverRootCACertificate === undefined ? {} : { serverRootCACertificate }),
    ...(clientCertPair === undefined ? {} : { clientCertPair }),
  };
}

function describeFile(env: Readonly<Record<string, string>>): ValueSource {
  const path = env["TEMPORAL_CONFIG_FILE"] ?? "temporal.toml";
  return { kind: "file", name: `${path}, profile ${env["TEMPORAL_PROFILE"] ?? "default"}` };
}

/** A parser's message quotes the lines around the fault, and a key may have been given as a path: neither is passed on. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return "cannot be read";
  if (error instanceof TypeError) return "does not have the form of one: tables `[profile.<name>]`";
  if ("line" in error) return `is not valid TOML: see line ${String(error.line)}`;
  if (!("path" in error)) return `cannot be read: ${readMessage(error)}`;
  const code = "code" in error ? ` (${String(error.code)})` : "";
  const path = String(error.path);
  return path.length > 200 || /[\r\n]|-----/.test(path)
    ? `cannot be read${code}`
    : `names ${path}, which cannot be read${code}`;
}

function refuse(why: string): TaskloomError {
  return createConfigError([{ setting: "temporal", source: "Temporal's environment or profile", message: why }]);
}
