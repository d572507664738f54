import { createPrepareInput } from "@taskloom/contracts";
import type { Directive, SignalHandler, SignalInput, SignalJudgement } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { TaskloomError } from "../errors/taskloom-error.js";
import { answerSignal, judgeSignal } from "./judge-signal.js";

const input: SignalInput = {
  ...createPrepareInput({ id: "a" }),
  signal: { id: "s", name: "paid", payload: null, receivedAt: 0, order: 1 },
};

const taken: Directive = { kind: "done", status: "completed", output: 1 };
const waitsOn: Directive = { kind: "wait", for: { signal: "paid" }, ask: "each_signal" };
const error = { code: "SIGNAL_INVALID", type: "SIGNAL_INVALID", message: "no", details: null, task: "root/a" };

function createHandler(judgement: SignalJudgement, process: () => Directive): SignalHandler {
  return { validateSignal: async () => judgement, processSignal: async () => process() };
}

describe("a wait's answer to a signal", () => {
  it("is the directive that follows when it is taken", async () => {
    expect(
      await judgeSignal(
        createHandler({ verdict: "taken" }, () => taken),
        input,
      ),
    ).toBe(taken);
  });

  it.for(["left", "refused", "dropped"] as const)("is the verdict when the signal's form is %s", async (verdict) => {
    const answer = await judgeSignal(
      createHandler({ verdict }, () => taken),
      input,
    );
    expect(answer).toStrictEqual({ kind: "judged", verdict });
  });

  it("says why a signal's form was refused", async () => {
    const answer = await judgeSignal(
      createHandler({ verdict: "refused", error }, () => taken),
      input,
    );
    expect(answer).toStrictEqual({ kind: "judged", verdict: "refused", error });
  });

  it("is that the signal is dropped when the wait goes on", async () => {
    const answer = await judgeSignal(
      createHandler({ verdict: "taken" }, () => waitsOn),
      input,
    );
    expect(answer).toStrictEqual({ kind: "judged", verdict: "dropped" });
  });

  it("is a refusal when something is wrong with the signal, never the task's failure", async () => {
    const handler = createHandler({ verdict: "taken" }, () => {
      throw new TaskloomError("SIGNAL_INVALID", "no");
    });
    expect(await judgeSignal(handler, input)).toStrictEqual({ kind: "judged", verdict: "refused", error });
  });

  it("throws every other fault on", async () => {
    const faults = [new TaskloomError("OUTPUTS_FAILED", "no"), new Error("no")];
    for (const fault of faults) {
      await expect(answerSignal("root/a", async () => Promise.reject(fault))).rejects.toBe(fault);
    }
  });
});
