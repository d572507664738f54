import type { CompiledDefinition } from "@taskloom/interfaces";
import { compile } from "./engine.fixture.js";

const hang = { action: "hang", retry: { maximum_attempts: 1 } };

/** An attempt that can be made only once, one that can be made again, a short pause and a wait for a signal. */
export const hanging: CompiledDefinition = compile({
  id: "hanging",
  tasks: [
    {
      id: "p",
      type: "parallel",
      strategy: "best_effort",
      tasks: [
        { id: "once", ...hang },
        { id: "again", ...hang, retry: { maximum_attempts: 2, initial_interval: 1 } },
        { id: "pause", type: "wait", duration: 300 },
        { id: "go", type: "wait", wait_for: "go" },
      ],
    },
  ],
});
