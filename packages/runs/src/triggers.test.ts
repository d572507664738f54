import { describe, expect, it } from "vitest";
import { compile } from "./definition.fixture.js";
import {
  createTriggeredRunId,
  describeSignalCause,
  listSchedules,
  listTriggerSignals,
  renderTriggerInput,
} from "./triggers.js";

const byTime = { type: "schedule", cron: "0 9 * * *" };
const bySignal = { type: "signal", name: "ordered", input: { order: "{{ trigger.payload.id }}" } };
const definition = compile({ tasks: [{ id: "a", action: "echo" }], triggers: [byTime, bySignal] });

describe("a trigger", () => {
  it("goes by a signal or by time", () => {
    expect(listTriggerSignals(definition)).toEqual(["ordered"]);
    expect(listSchedules(definition)).toMatchObject([{ cron: "0 9 * * *" }]);
  });

  it("makes a run's input of its template, without one of the payload", () => {
    const cause = describeSignalCause({ id: "s", name: "ordered", payload: { id: 7 } });
    expect(renderTriggerInput(definition, bySignal, cause, 0)).toEqual({ order: 7 });
    expect(renderTriggerInput(definition, { name: "ordered" }, cause, 0)).toEqual({ id: 7 });
  });

  it("gives the same cause the same run, of each workflow its own", () => {
    const run = createTriggeredRunId("test", "signal-1");
    expect(run).toMatch(/^test-[0-9a-z]{1,26}$/);
    expect(createTriggeredRunId("test", "signal-1")).toBe(run);
    expect(createTriggeredRunId("test", "signal-2")).not.toBe(run);
    expect(createTriggeredRunId("other", "signal-1")).not.toBe(run);
  });

  it("is none in a definition without", () => {
    expect(listTriggerSignals(compile({ tasks: [{ id: "a", action: "echo" }] }))).toEqual([]);
  });
});
