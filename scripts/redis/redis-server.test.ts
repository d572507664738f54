import { createConnection } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { startRedisServer } from "./redis-server.js";

test("a private server answers on the loopback address and is gone when it is disposed of", async () => {
  const server = await startRedisServer();
  const { hostname, port } = new URL(server.url);
  expect(hostname).toBe("127.0.0.1");
  await server.dispose();
  const socket = createConnection(Number(port), hostname);
  await expect(once(socket, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("the run's own server is told through REDIS_URL", () => {
  expect(process.env["REDIS_URL"]).toMatch(/^rediss?:\/\//);
});
