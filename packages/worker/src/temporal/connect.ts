import { CHANNEL_ARGS, reachServer } from "@taskloom/activity-adapter";
import { isTaskloomError, TaskloomError } from "@taskloom/shared";
import { Client, Connection, type ClientInterceptors } from "@temporalio/client";
import type { NativeConnection } from "@temporalio/worker";
import { readMessage } from "../error-message.js";
import type { TemporalConfig } from "../config/temporal-config.js";
import { createCallRetries } from "./call-retries.js";

/** A server may be far away, and a person waits. */
const CONNECT_MS = 6_000;

/** A client, and how its connection is closed. */
export interface ServerClient {
  readonly client: Client;
  readonly close: () => Promise<void>;
}

/**
 * A client of the server and its namespace.
 * @throws SERVER_UNREACHABLE within ten seconds, NAMESPACE_NOT_FOUND, SERVER_REFUSED
 */
export async function connectClient(config: TemporalConfig, interceptors?: ClientInterceptors): Promise<ServerClient> {
  const retries = createCallRetries();
  const options = {
    ...readAccess(config),
    interceptors: retries.interceptors,
    connectTimeout: CONNECT_MS,
    channelArgs: { ...CHANNEL_ARGS },
  };
  const connection = await reach(config, async () => Connection.connect(options));
  const close = async (): Promise<void> => {
    await retries.stop();
    await connection.close();
  };
  try {
    await assertNamespace(connection, config);
  } catch (error) {
    await close();
    throw error;
  }
  const { namespace } = config;
  return { client: new Client({ connection, namespace, ...(interceptors !== undefined && { interceptors }) }), close };
}

/** A connection as workers need it. @throws SERVER_UNREACHABLE, SERVER_REFUSED */
export async function connectWorker(config: TemporalConfig): Promise<NativeConnection> {
  const { NativeConnection } = await import("@temporalio/worker");
  return reach(config, async () => NativeConnection.connect(readAccess(config)));
}

function readAccess({ address, tls, apiKey, metadata }: TemporalConfig): Access {
  return {
    address,
    ...(tls !== undefined && { tls }),
    ...(apiKey !== undefined && { apiKey }),
    ...(metadata !== undefined && { metadata: { ...metadata } }),
  };
}

interface Access extends Pick<TemporalConfig, "address" | "tls" | "apiKey"> {
  readonly metadata?: Record<string, string>;
}

/** Until there is a connection, whatever goes wrong means that there is none: the SDK has no codes for it. */
async function reach<T>({ address }: TemporalConfig, connect: () => Promise<T>): Promise<T> {
  try {
    return await reachServer(connect);
  } catch (error) {
    if (isTaskloomError(error) && error.code !== "SERVER_UNREACHABLE") throw error;
    const reason = readMessage(isTaskloomError(error) ? error.cause : error);
    throw new TaskloomError("SERVER_UNREACHABLE", `the Temporal server at ${address} cannot be reached`, {
      details: { address, reason },
      cause: error,
    });
  }
}

/** One that may not ask for its namespace may still use it. */
async function assertNamespace(connection: Connection, { address, namespace }: TemporalConfig): Promise<void> {
  try {
    await connection.withDeadline(Date.now() + CONNECT_MS, async () =>
      reachServer(async () => connection.workflowService.describeNamespace({ namespace })),
    );
  } catch (error) {
    if (isTaskloomError(error) && error.code === "SERVER_REFUSED") return;
    if (!isTaskloomError(error) || error.code !== "NAMESPACE_NOT_FOUND") throw error;
    throw new TaskloomError("NAMESPACE_NOT_FOUND", `the Temporal server has no namespace '${namespace}'`, {
      details: { address, namespace },
      cause: error,
    });
  }
}
