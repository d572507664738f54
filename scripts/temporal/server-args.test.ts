import { expect, test } from "vitest";
import { knobs } from "./knobs.js";
import { serverArgs } from "./server-args.js";

const plain = { port: 1234, isTuned: false };

test("a server has no web UI, no file and no knob unless it is asked for", () => {
  const args = serverArgs(plain);
  expect(args).toContain("--headless");
  for (const option of ["--ui-port", "--db-filename", "--dynamic-config-value"]) expect(args).not.toContain(option);
});

test("a tuned server is given each knob, one with a UI its port, one with a file its name", () => {
  const args = serverArgs({ port: 1234, uiPort: 5678, databaseFile: "/tmp/runs.db", isTuned: true });
  for (const { setting } of knobs) expect(args[args.indexOf(setting) - 1]).toBe("--dynamic-config-value");
  expect(args[args.indexOf("--ui-port") + 1]).toBe("5678");
  expect(args[args.indexOf("--db-filename") + 1]).toBe("/tmp/runs.db");
  expect(args).not.toContain("--headless");
});
