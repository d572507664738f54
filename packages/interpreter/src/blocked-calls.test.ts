import { describe, expect, it } from "vitest";
import { describeHopeless, describeNotBegun, isHopeless } from "./blocked-calls.js";

describe("a call that something outside holds up", () => {
  it.each(["REBUILD_DIVERGED", "BLOB_LOST", "SHARED_STORE_REQUIRED"])("never begins after %s", (code) => {
    expect(isHopeless(code, 0, 1_000)).toBe(true);
  });

  it("waits for a handler as long as the engine says", () => {
    expect(isHopeless("HANDLER_NOT_FOUND", 999, 1_000)).toBe(false);
    expect(isHopeless("HANDLER_NOT_FOUND", 1_000, 1_000)).toBe(true);
  });

  it("waits for a store for ever", () => {
    expect(isHopeless("STORE_UNAVAILABLE", Infinity, 0)).toBe(false);
  });

  it("fails its task with what held it up", () => {
    const blocked = { outcome: "blocked", code: "BLOB_LOST", message: "gone", details: { sha256: "1" } } as const;
    const { outcome: _outcome, ...error } = blocked;
    expect(describeHopeless(blocked, "root/a")).toStrictEqual({ ...error, type: "BLOB_LOST", task: "root/a" });
  });
});

it("a call that was told to stop before it began is ATTEMPT_CANCELED", () => {
  expect(describeNotBegun("root/a")).toMatchObject({ code: "ATTEMPT_CANCELED", task: "root/a" });
});
