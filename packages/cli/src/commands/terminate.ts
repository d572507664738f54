import type { CommandDefinition } from "../command.js";
import { createRunChange } from "../engine/change-run.js";

export const terminate: CommandDefinition = createRunChange(
  async (engine, run, request) => engine.terminate(run, request),
  {
    asked: "is to be ended",
    already: "was to be ended already",
  },
);
