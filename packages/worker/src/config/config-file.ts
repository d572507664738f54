import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { TaskloomError } from "@taskloom/shared";
import { readMessage } from "../error-message.js";
import { readDefault } from "../load-module.js";
import type { ConfigInput } from "./config-input.js";

/** A configuration file as it was found. */
export interface FoundConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const NAMES = ["ts", "mts", "js", "mjs", "json"].map((extension) => `taskloom.config.${extension}`);

/**
 * The configuration file that was asked for, else the first of its usual names in the working directory; undefined
 * when there is none.
 * @throws CONFIG_INVALID when it is missing though asked for, cannot be read, or holds no object
 */
export async function loadConfigFile(input: ConfigInput): Promise<FoundConfigFile | undefined> {
  const asked = input.configFile ?? (input.env["TASKLOOM_CONFIG"] || undefined);
  const path = asked === undefined ? await findUsual(input.cwd) : resolve(input.cwd, asked);
  if (path === undefined) return undefined;
  const content = await read(path, input);
  if (!isRecord(content)) throw refuse(path, "holds no object: export one as the default");
  return { path, content };
}

async function findUsual(cwd: string): Promise<string | undefined> {
  for (const name of NAMES) {
    const path = resolve(cwd, name);
    if (await isFile(path)) return path;
  }
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function read(path: string, { loadModule }: ConfigInput): Promise<unknown> {
  if (!(await isFile(path))) throw refuse(path, "is not there");
  try {
    if (path.endsWith(".json")) return JSON.parse(await readFile(path, "utf8")) as unknown;
    return readDefault(await loadModule(path));
  } catch (error) {
    throw refuse(path, `cannot be read: ${readMessage(error)}`, error);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(file: string, why: string, cause?: unknown): TaskloomError {
  return new TaskloomError("CONFIG_INVALID", `the configuration file ${file} ${why}`, { details: { file }, cause });
}
