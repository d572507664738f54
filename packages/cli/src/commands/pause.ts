import type { CommandDefinition } from "../command.js";
import { createRunChange } from "../engine/change-run.js";

export const pause: CommandDefinition = createRunChange(async (engine, run, request) => engine.pause(run, request), {
  asked: "is to be paused",
  already: "is paused already",
});
