import { findNearest } from "@taskloom/shared";
import type { ConfigProblem } from "./config-problem.js";
import type { FoundConfigFile } from "./config-file.js";
import { SETTINGS } from "./settings.js";

/** What a configuration file says, by setting, and which of its keys nobody knows. */
export interface FileSettings {
  readonly values: ReadonlyMap<string, unknown>;
  readonly problems: readonly ConfigProblem[];
}

const KEYS = Object.keys(SETTINGS);

export function readFileSettings(file: FoundConfigFile): FileSettings {
  const values = new Map<string, unknown>();
  const problems: ConfigProblem[] = [];
  const visit = (object: object, group: string): void => {
    const known = namesIn(group);
    for (const [name, value] of Object.entries(object)) {
      const key = group + name;
      if (!known.includes(name))
        problems.push({ setting: key, source: file.path, message: describeUnknown(name, known) });
      else if (KEYS.includes(key)) values.set(key, value);
      else if (isObject(value)) visit(value, `${key}.`);
      else problems.push({ setting: key, source: file.path, message: "must be an object" });
    }
  };
  visit(file.content, "");
  return { values, problems };
}

/** The names that can stand in a group: `journal.` has `file` and `sync`. */
function namesIn(group: string): readonly string[] {
  const inside = KEYS.filter((key) => key.startsWith(group)).map((key) => key.slice(group.length));
  return [...new Set(inside.map((rest) => rest.split(".", 1).join("")))];
}

function describeUnknown(name: string, known: readonly string[]): string {
  const nearest = findNearest(name, known);
  if (nearest !== undefined) return `is not known: did you mean '${nearest}'?`;
  return `is not known: there are ${known.join(", ")}`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
