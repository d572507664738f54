import { createMemoryPorts, createPrepareInput, describeTaskOrchestrator } from "@taskloom/contracts";
import type { JsonValue, OutgoingSignal } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import type { SignalFields } from "./signal-config.js";
import { taskType } from "./task-type.js";

const variables = { order: { id: 7, name: "paid", nothing: null } };

describeTaskOrchestrator({
  taskType,
  sample: {
    task: { id: "tell", signal: { name: "paid", payload: { order: "{{ order.id }}" } } },
    variables,
    output: { signal_id: "sample-run:root/tell", delivered: 1, started: 0 },
    breakPort: (ports, fault) => {
      ports.signals.fault = fault;
    },
  },
  skip: [
    {
      reason: "it sends while it prepares: that an attempt took too long or was stopped is known to the engine only",
      tests: [
        "an attempt is timed out",
        "the total time-out has passed",
        "the heartbeat is lost",
        "cancelled while running",
      ],
    },
  ],
});

describe("a signal task", () => {
  it("renders all that it sends", async () => {
    const sent = await send({
      name: "order-{{ order.name }}",
      payload: { id: "{{ order.id }}", text: "no. {{ order.id }}" },
      correlation_id: "{{ order.id }}",
      target: { run_id: "orders-{{ order.id }}" },
    });
    expect(sent).toStrictEqual({
      id: "sample-run:root/tell",
      name: "order-paid",
      payload: { id: 7, text: "no. 7" },
      correlationId: "7",
      target: "orders-7",
    });
  });

  it("sends a null payload without one, to nobody in particular", async () => {
    expect(await send({ name: "paid" })).toStrictEqual({ id: "sample-run:root/tell", name: "paid", payload: null });
  });

  it.for<[string, SignalFields]>([
    ["a null name", { name: "{{ order.nothing }}" }],
    ["a blank name", { name: "{{ ' ' }}" }],
    ["a null correlation id", { name: "paid", correlation_id: "{{ order.nothing }}" }],
    ["an object for a run id", { name: "paid", target: { run_id: "{{ order }}" } }],
  ])("%s is EXPRESSION_FAILED, and nothing is sent", async ([, fields]) => {
    const ports = createMemoryPorts();
    const input = createPrepareInput({ id: "tell", signal: fields }, { variables });
    await expect(taskType.create(ports).prepareExecution(input)).rejects.toMatchObject({ code: "EXPRESSION_FAILED" });
    expect(ports.signals.sent).toStrictEqual([]);
    expect(ports.done.signalSent).toBe(false);
  });

  it("its output says to how many runs the signal was handed, and how many it started", async () => {
    const ports = createMemoryPorts();
    ports.signals.delivery = { delivered: 4, started: 2 };
    const input = createPrepareInput({ id: "tell", signal: { name: "paid" } });
    const output: JsonValue = { signal_id: "sample-run:root/tell", delivered: 4, started: 2 };
    expect(await taskType.create(ports).prepareExecution(input)).toMatchObject({ status: "completed", output });
  });

  it("passes RUN_NOT_FOUND on, and says that it may have sent", async () => {
    const ports = createMemoryPorts();
    ports.signals.fault = Object.assign(new Error("there is no such run"), { code: "RUN_NOT_FOUND" });
    const input = createPrepareInput({ id: "tell", signal: { name: "paid", target: { run_id: "gone" } } });
    await expect(taskType.create(ports).prepareExecution(input)).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
    expect(ports.done.signalSent).toBe(true);
  });
});

async function send(signal: SignalFields): Promise<OutgoingSignal | undefined> {
  const ports = createMemoryPorts();
  await taskType.create(ports).prepareExecution(createPrepareInput({ id: "tell", signal }, { variables }));
  return ports.signals.sent[0];
}
