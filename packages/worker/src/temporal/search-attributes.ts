import { findMissingAttributes, reachServer, SEARCH_ATTRIBUTES } from "@taskloom/activity-adapter";
import { isTaskloomError } from "@taskloom/shared";
import type { Client } from "@temporalio/client";
import type { Logger } from "pino";
import { isLoopback } from "./loopback.js";

export interface NamespacePlace {
  readonly address: string;
  readonly namespace: string;
}

/** `IndexedValueType` of the server's protocol. */
const TYPES = { Keyword: 2, KeywordList: 7 } as const;

/**
 * Whether the namespace has the search attributes of runs. A server on this machine gets those that are missing; for
 * another one the log says how to make them.
 */
export async function prepareSearchAttributes(client: Client, place: NamespacePlace, logger: Logger): Promise<boolean> {
  const missing = await findMissing(client);
  if (missing?.length === 0) return true;
  if (missing !== undefined && isLoopback(place.address) && (await create(client, place, missing))) return true;
  logger.warn({ missing }, `runs cannot be found by label: ${describeRemedy(place, missing)}`);
  return false;
}

/** Undefined when the server does not say: a managed one has no operator service. */
async function findMissing(client: Client): Promise<readonly string[] | undefined> {
  try {
    return await reachServer(async () => findMissingAttributes(client));
  } catch (error) {
    if (isTaskloomError(error) && error.code !== "SERVER_REFUSED") throw error;
    return undefined;
  }
}

/** Several processes may do so at once; false when the server does not let us. */
async function create(client: Client, { namespace }: NamespacePlace, missing: readonly string[]): Promise<boolean> {
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, TYPES[typeOf(name)]]));
  try {
    await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch {
    // What another process has made is as good.
  }
  return (await findMissing(client))?.length === 0;
}

type AttributeName = keyof typeof SEARCH_ATTRIBUTES;

function typeOf(name: string): keyof typeof TYPES {
  return SEARCH_ATTRIBUTES[name as AttributeName];
}

function describeRemedy({ address, namespace }: NamespacePlace, missing: readonly string[] | undefined): string {
  if (missing === undefined) return "the server does not say which search attributes the namespace has";
  const attributes = missing.map((name) => `--name ${name} --type ${typeOf(name)}`).join(" ");
  const place = `--address ${address} --namespace ${namespace}`;
  return `the namespace lacks search attributes; \`temporal operator search-attribute create ${place} ${attributes}\` makes them`;
}
