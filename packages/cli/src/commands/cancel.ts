import type { CommandDefinition } from "../command.js";
import { createRunChange } from "../engine/change-run.js";

export const cancel: CommandDefinition = createRunChange(async (engine, run, request) => engine.cancel(run, request), {
  asked: "is told to stop",
  already: "was told to stop already",
});
