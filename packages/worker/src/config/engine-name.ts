import { findNearest, TaskloomError } from "@taskloom/shared";

export type EngineName = "embedded" | "temporal";

const ENGINES: readonly EngineName[] = ["embedded", "temporal"];

/** @throws ENGINE_UNKNOWN, naming the nearest one, or all that there are */
export function readEngineName(text: string): EngineName {
  const engine = ENGINES.find((known) => known === text);
  if (engine !== undefined) return engine;
  const nearest = findNearest(text, ENGINES);
  const hint = nearest === undefined ? `there are ${ENGINES.join(", ")}` : `did you mean '${nearest}'?`;
  throw new TaskloomError("ENGINE_UNKNOWN", `there is no engine '${text}': ${hint}`, {
    details: { engine: text, known: ENGINES },
  });
}
