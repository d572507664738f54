import { setDefaultAutoSelectFamily } from "node:net";
import type { JsonObject } from "@taskloom/interfaces";
import { describe, expect, it, onTestFinished } from "vitest";
import { createHttpClient } from "../http/http-client.js";
import { startServer } from "../http/http-server.fixture.js";
import { createNetworkGuard, type NetworkFacts } from "../http/network-guard.js";
import { createCoreHandlers } from "./core-handlers.js";
import { createContext } from "./handler-context.fixture.js";
import { createHttpHandler } from "./http.js";

/** Runs `core.http` as it is configured by default, but for what may be reached. */
async function send(input: JsonObject, allow = ["127.0.0.1"], signal?: AbortSignal): Promise<unknown> {
  const handler = createCoreHandlers({ files: { root: "/" }, http: { allow } })["core.http"];
  return handler?.run(input, createContext(signal === undefined ? {} : { signal }).context);
}

/** Runs it in a world where names resolve as given. */
async function sendWith(facts: Partial<NetworkFacts>, allow: readonly string[], input: JsonObject): Promise<unknown> {
  const guard = createNetworkGuard(allow, { resolve: async () => [], listNetworks: () => [], ...facts });
  return createHttpHandler(createHttpClient(guard)).run(input, createContext().context);
}

describe("core.http", () => {
  it("gives status, address, headers and a body of text", async () => {
    const { origin } = await startServer((_, response) => response.setHeader("x-a", "b").end("grüß"));
    expect(await send({ url: `${origin}/p?q=1` })).toMatchObject({
      status: 200,
      url: `${origin}/p?q=1`,
      headers: { "x-a": "b" },
      body: "grüß",
    });
  });

  it.each([
    ["application/json", '{"a":[1]}', { a: [1] }],
    ["application/problem+json; charset=utf-8", "null", null],
    ["application/json", "{broken", "{broken"],
    ["text/plain", '{"a":1}', '{"a":1}'],
    ["application/jsonx", "1", "1"],
  ])("gives a body of type %s that is %s as %o", async (type, text, body) => {
    const { origin } = await startServer((_, response) => response.setHeader("content-type", type).end(text));
    expect(await send({ url: origin })).toMatchObject({ body });
  });

  it("sends its method, headers and body", async () => {
    const { origin, received, port } = await startServer((_, response) => response.end());
    await send({ url: `${origin}/t`, method: "PUT", headers: { "X-A": "1", "User-Agent": "me" }, body: "text" });
    await send({ url: origin, method: "POST", body: { a: 1 } });
    await send({ url: origin });
    expect(received).toMatchObject([
      {
        method: "PUT",
        path: "/t",
        headers: { "x-a": "1", "user-agent": "me", host: `127.0.0.1:${port}`, "content-length": "4" },
        body: "text",
      },
      { method: "POST", headers: { "content-type": "application/json", "content-length": "7" }, body: '{"a":1}' },
      { method: "GET", body: "" },
    ]);
    expect(received[0]?.headers["content-type"]).toBeUndefined();
  });

  it.each([
    [404, false],
    [400, false],
    [304, false],
    [408, true],
    [429, true],
    [500, true],
    [503, true],
  ])("fails on status %d, retryable: %s", async (status, retryable) => {
    const { origin } = await startServer((_, response) => response.writeHead(status).end(status === 304 ? "" : "why"));
    await expect(send({ url: `${origin}/p?token=canary` })).rejects.toMatchObject({
      code: "HTTP_FAILED",
      retryable,
      details: { address: `${origin}/p`, status, body: status === 304 ? "" : "why" },
    });
  });

  it("takes the status that is expected, and no other", async () => {
    const { origin } = await startServer((_, response) => response.writeHead(404).end());
    expect(await send({ url: origin, expect: 404 })).toMatchObject({ status: 404 });
    expect(await send({ url: origin, expect: [200, 404] })).toMatchObject({ status: 404 });
    await expect(send({ url: origin, expect: [200] })).rejects.toMatchObject({ code: "HTTP_FAILED" });
  });

  it.each([
    ["no address", {}],
    ["an address that is none", { url: "http://" }],
    ["an address of another kind", { url: "file:///etc/passwd" }],
    ["an unknown key", { url: "http://x.test", verb: "GET" }],
    ["an unknown method", { url: "http://x.test", method: "CONNECT" }],
    ["a header that cannot be", { url: "http://x.test", headers: { "a b": "1" } }],
    ["a header with a line break", { url: "http://x.test", headers: { a: "1\r\nb: 2" } }],
    ["a header that the request sets itself", { url: "http://x.test", headers: { Host: "y.test" } }],
    ["a time-out that is none", { url: "http://x.test", timeout: "later" }],
    ["a status that cannot be", { url: "http://x.test", expect: 42 }],
  ])("refuses %s", async (_, input) => {
    await expect(send(input)).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });

  it("fails when nobody answers", async () => {
    const { origin } = await startServer((_, response) => response.destroy());
    await expect(send({ url: origin })).rejects.toMatchObject({
      code: "HTTP_FAILED",
      retryable: true,
      details: { address: `${origin}/`, reason: "ECONNRESET" },
    });
  });

  it("speaks TLS where the address says so", async () => {
    const { port } = await startServer((_, response) => response.end());
    await expect(send({ url: `https://127.0.0.1:${port}` })).rejects.toMatchObject({ code: "HTTP_FAILED" });
  });

  it("fails when the name is not known", async () => {
    const unknown = Object.assign(new Error("unknown"), { code: "ENOTFOUND" });
    const resolve = async (): Promise<never> => Promise.reject(unknown);
    await expect(sendWith({ resolve }, [], { url: "http://nobody.test" })).rejects.toMatchObject({
      code: "HTTP_FAILED",
      retryable: true,
      details: { reason: "ENOTFOUND" },
    });
  });

  it("reads no more than 10 MB", async () => {
    const { origin, abandoned } = await startServer((_, response) => {
      const more = (): void => void response.write(Buffer.alloc(1_000_000), more);
      more();
    });
    await expect(send({ url: origin })).rejects.toMatchObject({ code: "HTTP_FAILED", retryable: false });
    await abandoned;
  });

  it("fails when it takes longer than its time-out, head or body", async () => {
    const { origin } = await startServer(({ path }, response) => {
      if (path === "/body") response.write("begin");
    });
    for (const path of ["/head", "/body"]) {
      await expect(send({ url: origin + path, timeout: "50ms" })).rejects.toMatchObject({
        code: "HTTP_FAILED",
        retryable: true,
        details: { reason: "timeout" },
      });
    }
  });

  it("aborts on its signal, and lets the connection go", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");
    const { origin, abandoned } = await startServer(() => controller.abort(reason));
    await expect(send({ url: origin }, ["127.0.0.1"], controller.signal)).rejects.toBe(reason);
    await abandoned;
    await expect(send({ url: origin }, ["127.0.0.1"], AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it("does not wait for a name when it is told to stop", async () => {
    const resolve = async (): Promise<never> => new Promise(() => undefined);
    const sending = sendWith({ resolve }, [], { url: "http://slow.test", timeout: 20 });
    await expect(sending).rejects.toMatchObject({ code: "HTTP_FAILED", details: { reason: "timeout" } });
  });
});

describe("core.http and the host's own network", () => {
  it.each([
    "http://127.0.0.1:PORT",
    "http://localhost:PORT",
    "http://2130706433:PORT",
    "http://0x7f.1:PORT",
    "http://0:PORT",
    "http://[::1]:PORT",
    "http://[::ffff:127.0.0.1]:PORT",
    "http://169.254.169.254/latest/meta-data",
  ])("is refused by default: %s", async (url) => {
    const { port, received } = await startServer((_, response) => response.end());
    const sending = send({ url: url.replace("PORT", String(port)) }, []);
    await expect(sending).rejects.toMatchObject({ code: "HTTP_REFUSED", retryable: false });
    expect(received).toHaveLength(0);
  });

  it("is refused to a name that resolves into it", async () => {
    const { port, received } = await startServer((_, response) => response.end());
    const resolve = async (): Promise<{ address: string; family: number }[]> => [{ address: "127.0.0.1", family: 4 }];
    const sending = sendWith({ resolve }, [], { url: `http://innocent.test:${port}` });
    await expect(sending).rejects.toMatchObject({
      code: "HTTP_REFUSED",
      details: { host: "innocent.test", address: "127.0.0.1" },
    });
    expect(received).toHaveLength(0);
  });

  it("is connected to at the address that was checked, resolved once", async () => {
    const { port, received } = await startServer((_, response) => response.end("here"));
    const asked: string[] = [];
    const resolve = async (host: string): Promise<{ address: string; family: number }[]> => {
      asked.push(host);
      return [{ address: asked.length === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    };
    const url = `http://known.test:${port}/`;
    expect(await sendWith({ resolve }, ["127.0.0.1"], { url })).toMatchObject({ body: "here", url });
    expect(asked).toStrictEqual(["known.test"]);
    expect(received[0]?.headers.host).toBe(`known.test:${port}`);
  });

  it("is connected to at that address also where Node tries one address only", async () => {
    setDefaultAutoSelectFamily(false);
    onTestFinished(() => setDefaultAutoSelectFamily(true));
    const { port } = await startServer((_, response) => response.end("here"));
    const resolve = async (): Promise<{ address: string; family: number }[]> => [{ address: "127.0.0.1", family: 4 }];
    const sending = sendWith({ resolve }, ["127.0.0.1"], { url: `http://known.test:${port}/` });
    expect(await sending).toMatchObject({ body: "here" });
  });

  it("is refused to a redirect that leads into it", async () => {
    const inner = await startServer((_, response) => response.end("canary"));
    const resolve = async (host: string): Promise<{ address: string; family: number }[]> => [
      { address: host === "outer.test" ? "127.0.0.1" : "127.0.0.2", family: 4 },
    ];
    const outer = await startServer((_, response) =>
      response.writeHead(302, { location: `http://inner.test:${inner.port}` }).end(),
    );
    const sending = sendWith({ resolve }, ["outer.test"], { url: `http://outer.test:${outer.port}` });
    await expect(sending).rejects.toMatchObject({ code: "HTTP_REFUSED", details: { host: "inner.test" } });
    expect([outer.received.length, inner.received.length]).toStrictEqual([1, 0]);
  });
});

describe("core.http and redirects", () => {
  it.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [307, "POST", "POST", "data"],
    [308, "PUT", "PUT", "data"],
    [302, "PUT", "PUT", "data"],
  ])("follows %d: what was %s becomes %s", async (status, method, followed, body) => {
    const { origin, received } = await startServer(({ path }, response) =>
      path === "/" ? response.writeHead(status, { location: "next?x=1" }).end() : response.end("there"),
    );
    const headers = { "content-type": "text/x", "x-kept": "1", authorization: "same host" };
    const answer = await send({ url: origin, method, body: "data", headers });
    expect(answer).toMatchObject({ status: 200, url: `${origin}/next?x=1`, body: "there" });
    expect(received[1]).toMatchObject({
      method: followed,
      body,
      headers: { "x-kept": "1", authorization: "same host" },
    });
    expect(received[1]?.headers["content-type"]).toBe(body === "" ? undefined : "text/x");
  });

  it("gives credentials to the first host only", async () => {
    const other = await startServer((_, response) => response.end());
    const { origin } = await startServer((_, response) => response.writeHead(307, { location: other.origin }).end());
    await send({ url: origin, headers: { Authorization: "canary", Cookie: "canary", "X-Kept": "1" } });
    expect(other.received[0]?.headers).toMatchObject({ "x-kept": "1" });
    expect(JSON.stringify(other.received)).not.toContain("canary");
  });

  it("takes a redirect without an address as an answer", async () => {
    const { origin } = await startServer((_, response) => response.writeHead(302).end());
    expect(await send({ url: origin, expect: 302 })).toMatchObject({ status: 302 });
  });

  it.each(["file:///etc/passwd", "http://"])("fails for one to %s", async (location) => {
    const { origin } = await startServer((_, response) => response.writeHead(302, { location }).end());
    await expect(send({ url: origin })).rejects.toMatchObject({ code: "HTTP_FAILED", retryable: false });
  });

  it("follows 10 at most", async () => {
    const { origin, received } = await startServer((_, response) => response.writeHead(302, { location: "/" }).end());
    await expect(send({ url: origin })).rejects.toMatchObject({ code: "HTTP_FAILED", retryable: false });
    expect(received).toHaveLength(11);
  });
});
