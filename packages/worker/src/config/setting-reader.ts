import { dirname } from "node:path";
import type { ConfigInput } from "./config-input.js";
import type { FoundConfigFile } from "./config-file.js";
import type { ConfigProblem } from "./config-problem.js";
import { readFileSettings } from "./file-settings.js";
import { makeAbsolute } from "./make-absolute.js";
import type { SettingKey, SettingValues } from "./setting-values.js";
import type { Setting } from "./setting.js";
import { SETTINGS } from "./settings.js";
import { describeSource, type ValueSource } from "./value-source.js";

/** Reads settings one by one, and keeps what was wrong with them. */
export interface SettingReader {
  /** The value, and the default where what was given is not valid. Relative paths are made absolute. */
  read<K extends SettingKey>(key: K): SettingValues[K];
  source(key: SettingKey): ValueSource;
  readonly problems: ConfigProblem[];
}

interface Given {
  readonly raw: unknown;
  readonly source: ValueSource;
  /** Where relative paths start. */
  readonly base: string;
}

export function createSettingReader(input: ConfigInput, file: FoundConfigFile | undefined): SettingReader {
  const written = file === undefined ? undefined : readFileSettings(file);
  const problems = [...(written?.problems ?? [])];
  const find = (key: SettingKey): Given | undefined =>
    findFlag(input, key) ?? findVariable(input, key) ?? findWritten(file, written?.values.get(key));
  return {
    problems,
    source: (key) => find(key)?.source ?? { kind: "default" },
    read: <K extends SettingKey>(key: K): SettingValues[K] => {
      const setting: Setting<SettingValues[K]> = SETTINGS[key];
      const given = find(key);
      const value = given === undefined ? input.defaults?.[key] : check(key, setting, given, problems);
      return setting.isPath === true
        ? makeAbsolute(value ?? setting.fallback, given?.base ?? input.cwd)
        : (value ?? setting.fallback);
    },
  };
}

function check<T>(
  key: SettingKey,
  setting: Setting<T>,
  { raw, source }: Given,
  problems: ConfigProblem[],
): T | undefined {
  const checked = setting.schema.safeParse(raw);
  if (checked.success) return checked.data;
  const reasons = checked.error.issues.map((issue) => issue.message).join("; ");
  problems.push({ setting: key, source: describeSource(source), message: `is not valid: ${reasons}` });
  return undefined;
}

function findFlag({ flags, cwd }: ConfigInput, key: SettingKey): Given | undefined {
  const { flag, isList } = SETTINGS[key];
  const said = flags?.[key];
  if (said === undefined) return undefined;
  return { raw: isList === true ? [said].flat() : said, source: { kind: "flag", name: flag }, base: cwd };
}

function findVariable({ env, cwd }: ConfigInput, key: SettingKey): Given | undefined {
  const { variable, otherVariable = variable, isList } = SETTINGS[key];
  const name = [variable, otherVariable].find((each) => env[each] !== undefined && env[each] !== "");
  const set = name === undefined ? undefined : env[name];
  if (name === undefined || set === undefined) return undefined;
  return { raw: isList === true ? splitList(set) : set, source: { kind: "environment", name }, base: cwd };
}

function findWritten(file: FoundConfigFile | undefined, raw: unknown): Given | undefined {
  if (file === undefined || raw === undefined) return undefined;
  return { raw, source: { kind: "file", name: file.path }, base: dirname(file.path) };
}

function splitList(text: string): readonly string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
