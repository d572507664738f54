import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { parseRedisUrl } from "./redis-address.js";

describe("the address of Redis", () => {
  it("needs a host only: the port is 6379, the database 0", () => {
    expect(parseRedisUrl("redis://cache")).toStrictEqual({
      host: "cache",
      port: 6379,
      db: 0,
      tls: false,
      shown: "redis://cache",
    });
  });

  it("may have TLS, user, password, port and database; what is shown has neither user nor password", () => {
    expect(parseRedisUrl("rediss://us%3Aer:p%40ss%2F@cache.example:7000/3")).toStrictEqual({
      host: "cache.example",
      port: 7000,
      db: 3,
      tls: true,
      username: "us:er",
      password: "p@ss/",
      shown: "rediss://cache.example:7000/3",
    });
  });

  it("may have a password without a user", () => {
    expect(parseRedisUrl("redis://:secret@cache")).toMatchObject({ password: "secret", shown: "redis://cache" });
    expect(parseRedisUrl("redis://:secret@cache")).not.toHaveProperty("username");
  });

  it("may be an IPv6 address", () => {
    expect(parseRedisUrl("redis://[::1]:7000")).toMatchObject({ host: "::1", port: 7000, shown: "redis://[::1]:7000" });
  });

  it.for([
    "",
    "canary",
    "canary:6379",
    "http://:canary@cache",
    "redis://",
    "redis://:canary@cache:port",
    "redis://:canary@cache:99999",
    "redis://:canary@cache/db",
    "redis://:canary@cache/1/2",
    "redis://:canary@cache?tls=true",
    "redis://:canary@cache#1",
    "redis://:canary%zz@cache",
  ])("of another form is CONFIG_INVALID, which does not show it: %s", (url) => {
    const fault = catchFault(() => parseRedisUrl(url));
    expect(fault).toMatchObject({ code: "CONFIG_INVALID", details: { setting: "redis" } });
    expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain("canary");
    expect(fault).not.toHaveProperty("cause");
  });
});

function catchFault(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
