import type { ConfigProblem } from "@taskloom/shared";
import { isTaskloomError } from "@taskloom/shared";
import { parseUntil } from "./until.js";
import type { WaitConfig } from "./wait-config.js";

const TARGETS = ["wait_for", "duration", "until"] as const;
const SIGNAL_KEYS = ["condition", "processor", "correlation_id", "payload_schema", "timeout", "on_timeout"] as const;

/** WAIT_AMBIGUOUS, WAIT_KEY_MISPLACED, UNTIL_INVALID, and DEFINITION_INVALID for a name or processor that cannot be. */
export function checkWait(config: WaitConfig): readonly ConfigProblem[] {
  return [
    ...checkTarget(config),
    ...checkSignalKeys(config),
    ...checkName(config),
    ...checkUntil(config),
    ...checkProcessor(config),
  ];
}

function checkTarget(config: WaitConfig): readonly ConfigProblem[] {
  const given = TARGETS.filter((key) => config[key] !== undefined);
  if (given.length === 1) return [];
  const message = `a wait has exactly one of ${TARGETS.join(", ")}, not ${given.join(" and ") || "none"}`;
  return [{ pointer: given.slice(1, 2), code: "WAIT_AMBIGUOUS", message }];
}

function checkSignalKeys(config: WaitConfig): readonly ConfigProblem[] {
  if (config.wait_for !== undefined) return [];
  return SIGNAL_KEYS.filter((key) => config[key] !== undefined).map((key) => ({
    pointer: [key],
    code: "WAIT_KEY_MISPLACED",
    message: `\`${key}\` goes with \`wait_for\` only`,
  }));
}

/** The plan lists the names that a run keeps signals for, so a name is a constant. */
function checkName({ wait_for: name }: WaitConfig): readonly ConfigProblem[] {
  if (name?.includes("{{") !== true) return [];
  return [{ pointer: ["wait_for"], code: "DEFINITION_INVALID", message: "`wait_for` is a constant text, no template" }];
}

function checkUntil({ until }: WaitConfig): readonly ConfigProblem[] {
  if (until === undefined || until.includes("{{")) return [];
  try {
    parseUntil(until);
    return [];
  } catch (error) {
    if (!isTaskloomError(error)) throw error;
    return [{ pointer: ["until"], code: error.code, message: error.message }];
  }
}

function checkProcessor({ processor }: WaitConfig): readonly ConfigProblem[] {
  if (processor === undefined || processor.type === undefined || processor.type === "basic") return [];
  return [{ pointer: ["processor", "type"], code: "DEFINITION_INVALID", message: "a processor is a basic task" }];
}
