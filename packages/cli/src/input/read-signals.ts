import type { JsonValue, Plan } from "@taskloom/interfaces";
import { findNearest, TaskloomError } from "@taskloom/shared";
import { createUsageError } from "../options/usage-error.js";
import { parseJson } from "./read-json.js";

/** A signal that is sent when the run starts. */
export interface SignalToSend {
  readonly name: string;
  readonly payload: JsonValue;
}

/**
 * The values of `--signal`, each `<name>=<json>`.
 * @throws USAGE, INPUT_NOT_JSON; SIGNAL_NOT_EXPECTED when no wait of the plan has the name
 */
export function readSignals(values: readonly string[], { signals }: Plan): readonly SignalToSend[] {
  return values.map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw createUsageError(`--signal takes <name>=<json>, not '${text}'`);
    const name = text.slice(0, at);
    if (!signals.includes(name)) throw refuseName(name, signals);
    return { name, payload: parseJson(text.slice(at + 1), `--signal ${name}`) };
  });
}

function refuseName(name: string, expected: readonly string[]): TaskloomError {
  const nearest = findNearest(name, expected);
  const hint = nearest === undefined ? "" : `: did you mean '${nearest}'?`;
  return new TaskloomError("SIGNAL_NOT_EXPECTED", `no wait is for a signal '${name}'${hint}`, {
    details: { name, expected },
  });
}
