import { describeTemporalEngine } from "./describe-temporal-engine.fixture.js";

describeTemporalEngine("the engine on Temporal with a call for each step", { runOptions: { fuse: false } }, [
  "the output is that of the top-level tasks that completed",
  "containers nest in any way",
  "a processor runs before the condition, which sees its output",
  "a signal task with a target reaches that run",
]);
