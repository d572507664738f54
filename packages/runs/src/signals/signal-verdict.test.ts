import type { RunChange, RunUpdate, SignalChange } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createSignal } from "./create-signal.js";
import { awaitVerdict, toTimeout } from "./signal-verdict.js";

/** One update for each change, numbered from 1 on. */
function updatesOf(...changes: RunChange[]): (afterSeq: number) => AsyncGenerator<RunUpdate> {
  return async function* after(afterSeq) {
    await Promise.resolve();
    for (const [index, change] of changes.entries()) {
      if (index + 1 > afterSeq) yield { seq: index + 1, event: { kind: "run_started" }, changes: [change] };
    }
  };
}

function signalChange(verdict: SignalChange["verdict"], signal = "s"): SignalChange {
  return { kind: "signal", signal, verdict };
}

describe("what became of a signal", () => {
  it.each(["taken", "dropped"] as const)("is %s when a wait says so", async (verdict) => {
    const updates = updatesOf(signalChange("refused", "other"), signalChange("kept"), signalChange(verdict));
    expect(await awaitVerdict(updates, 0, "s")).toEqual({ signalId: "s", verdict });
  });

  it.each([
    ["not_expected", "SIGNAL_NOT_EXPECTED"],
    ["full", "SIGNAL_BUFFER_FULL"],
    ["refused", "SIGNAL_INVALID"],
  ] as const)("is told by a code when it is %s", async (verdict, code) => {
    await expect(awaitVerdict(updatesOf(signalChange(verdict)), 0, "s")).rejects.toMatchObject({ code });
  });

  it("says of a refused one what did not fit", async () => {
    const error = {
      code: "INPUT_INVALID",
      type: "INPUT_INVALID",
      message: "no",
      details: { at: "/a" },
      task: "root/w",
    };
    const updates = updatesOf({ ...signalChange("refused"), error });
    await expect(awaitVerdict(updates, 0, "s")).rejects.toMatchObject({ details: { at: "/a" } });
  });

  it("is RUN_ENDED or SIGNAL_TIMEOUT when no wait has judged it", async () => {
    const ended = updatesOf({ kind: "run", status: "completed" });
    await expect(awaitVerdict(ended, 0, "s")).rejects.toMatchObject({ code: "RUN_ENDED" });
    await expect(awaitVerdict(updatesOf(), 0, "s")).rejects.toMatchObject({ code: "SIGNAL_TIMEOUT" });
  });

  it("is the earlier verdict when its run has had it already, whether it had room for it at first or not", async () => {
    const updates = updatesOf(
      ...(["full", "kept", "taken", "duplicate"] as const).map((verdict) => signalChange(verdict)),
    );
    expect(await awaitVerdict(updates, 3, "s")).toEqual({ signalId: "s", verdict: "taken" });
    const refused = updatesOf(signalChange("refused"), signalChange("duplicate"));
    await expect(awaitVerdict(refused, 1, "s")).rejects.toMatchObject({ code: "SIGNAL_INVALID" });
  });

  it("is awaited for ever unless the sender says how long", () => {
    expect(toTimeout({ name: "go", payload: null })).toBeUndefined();
    expect(toTimeout({ name: "go", payload: null, timeoutMs: 60_000 })?.aborted).toBe(false);
  });
});

it("a signal gets an id if its sender gives none", () => {
  const ids = { next: () => "made" };
  expect(createSignal(ids, { name: "go", payload: 1 })).toStrictEqual({ id: "made", name: "go", payload: 1 });
  expect(createSignal(ids, { name: "go", payload: 1, signalId: "given", correlationId: "c" })).toStrictEqual({
    id: "given",
    name: "go",
    payload: 1,
    correlationId: "c",
  });
});
