import type { CommandDefinition } from "../command.js";
import { createRunChange } from "../engine/change-run.js";

export const resume: CommandDefinition = createRunChange(async (engine, run, request) => engine.resume(run, request), {
  asked: "is to go on",
  already: "is not paused",
});
