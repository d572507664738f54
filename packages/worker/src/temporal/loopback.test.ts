import { expect, it } from "vitest";
import { isLoopback } from "./loopback.js";

it.each(["127.0.0.1:7233", "127.9.8.7:1", "localhost:7233", "LOCALHOST:7233", "[::1]:7233"])(
  "%s is on this machine",
  (address) => expect(isLoopback(address)).toBe(true),
);

it.each(["10.0.0.1:7233", "127.example.org:7233", "localhost.example.org:7233", "temporal:7233", "0.0.0.0:7233"])(
  "%s is taken for another machine",
  (address) => expect(isLoopback(address)).toBe(false),
);
