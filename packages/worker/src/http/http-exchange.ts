import type { LookupAddress } from "node:dns";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";

/** One request, to one address. */
export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

/**
 * Sends a request to one of the given addresses, whatever the host's name resolves to by now, and resolves with the
 * head of the answer. The body is the caller's to read or destroy.
 */
export async function exchange(
  { url, method, headers, body }: HttpRequest,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    // A kept connection might lead to an address that was checked for another request.
    const request = send(url, { method, headers, signal, agent: false, lookup: answerWith(addresses) });
    request.once("response", resolve);
    request.on("error", reject);
    request.end(body);
  });
}

function answerWith(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family);
  };
}
