import { TaskloomError } from "../errors/taskloom-error.js";

/** Where a Redis is, and who asks. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
  /** For messages: the address without user and password. */
  readonly shown: string;
}

const DEFAULT_PORT = 6379;

/**
 * The parts of `redis://[[user]:password@]host[:port][/db]`; `rediss://` means TLS.
 * @throws CONFIG_INVALID; the text is not shown, as it may hold a password
 */
export function parseRedisUrl(url: string): RedisAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !isRedisUrl(parsed)) throw createUrlFault();
  const { host, hostname, pathname, protocol } = parsed;
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ""),
    port: parsed.port === "" ? DEFAULT_PORT : Number(parsed.port),
    db: Number(pathname.slice(1)),
    tls: protocol === "rediss:",
    ...readCredentials(parsed),
    shown: `${protocol}//${host}${pathname}`,
  };
}

function isRedisUrl({ protocol, hostname, pathname, search, hash }: URL): boolean {
  const plain = search === "" && hash === "";
  return /^rediss?:$/.test(protocol) && hostname !== "" && /^(\/\d{0,9})?$/.test(pathname) && plain;
}

function readCredentials({ username, password }: URL): Pick<RedisAddress, "username" | "password"> {
  return {
    ...(username === "" ? {} : { username: decodePart(username) }),
    ...(password === "" ? {} : { password: decodePart(password) }),
  };
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw createUrlFault();
  }
}

function createUrlFault(): TaskloomError {
  const form = "redis://[[user]:password@]host[:port][/db]";
  return new TaskloomError("CONFIG_INVALID", `The address of Redis is not of the form ${form}.`, {
    details: { setting: "redis", expected: form },
  });
}
