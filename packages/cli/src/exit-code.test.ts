import { describe, expect, it } from "vitest";
import { exitOfError, exitOfRun } from "./exit-code.js";

describe("exit codes", () => {
  it.for([
    ["completed", 0],
    ["failed", 1],
    ["canceled", 8],
    ["timed_out", 9],
  ] as const)("a run that is %s ends its command with %i", ([status, exit]) => {
    expect(exitOfRun(status)).toBe(exit);
  });

  it.for([
    ["HANDLER_FAILED", 1],
    ["JOURNAL_CORRUPT", 1],
    ["USAGE", 2],
    ["CONFIG_INVALID", 2],
    ["INPUT_INVALID", 3],
    ["HANDLER_NOT_FOUND", 3],
    ["PLAN_TOO_LARGE", 3],
    ["RUN_NOT_FOUND", 4],
    ["JOURNAL_READ_ONLY", 5],
    ["SERVER_REFUSED", 5],
    ["RUN_EXISTS", 6],
    ["RUN_OWNED", 6],
    ["JOURNAL_LOCKED", 6],
    ["PORT_UNAVAILABLE", 6],
    ["STORE_UNAVAILABLE", 7],
    ["SERVER_UNREACHABLE", 7],
    ["NAMESPACE_NOT_FOUND", 7],
    ["RUN_CANCELED", 8],
    ["SIGNAL_TIMEOUT", 9],
    ["BUG", 70],
    ["COMMAND_INTERRUPTED", 130],
  ] as const)("a command that fails with %s ends with %i", ([code, exit]) => {
    expect(exitOfError(code)).toBe(exit);
  });
});
