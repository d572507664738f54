import { describeTaskOrchestrator } from "@taskloom/contracts";
import { taskType } from "./task-type.js";
import { completeProcessor, createSignal, failProcessor, showSignal } from "./wait-sample.fixture.js";

describeTaskOrchestrator({
  taskType,
  name: "for a signal",
  sample: {
    task: { id: "ask", wait_for: "approve", timeout: "1h", on_timeout: { next: "remind" } },
    success: { kind: "wait", signal: createSignal({ by: "ann" }) },
    output: { signal: showSignal({ by: "ann" }) },
  },
  skip: [
    {
      reason: "without a processor nothing runs for it: its time-out and its cancellation are the engine's",
      tests: [
        "a handler throws a retryable error",
        "a handler throws a NonRetryableError",
        "the last attempt fails",
        "an attempt is timed out",
        "the total time-out has passed",
        "the heartbeat is lost",
        "cancelled while running",
      ],
    },
  ],
});

describeTaskOrchestrator({
  taskType,
  name: "with a processor",
  sample: {
    task: { id: "ask", wait_for: "approve", processor: {}, condition: "processor.output.ok" },
    success: completeProcessor({ ok: true }, { by: "ann" }),
    output: { signal: showSignal({ by: "ann" }), processor: { output: { ok: true } } },
    failure: ({ status, error }) => failProcessor(status, error),
    failsWith: "PROCESSOR_FAILED",
  },
});

describeTaskOrchestrator({
  taskType,
  name: "for a time",
  sample: { task: { id: "ask", duration: "1h" }, success: { kind: "wait" }, output: {} },
  skip: [
    {
      reason: "nothing runs for it that could fail",
      tests: [
        "a handler throws a retryable error",
        "a handler throws a NonRetryableError",
        "the last attempt fails",
        "an attempt is timed out",
        "the total time-out has passed",
        "the heartbeat is lost",
        "cancelled while running",
      ],
    },
  ],
});
