import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { JsonValue } from "@taskloom/interfaces";
import { TaskloomError } from "@taskloom/shared";

/**
 * JSON as it stands on a command line: itself, or `@file`.
 * @throws INPUT_NOT_JSON naming the option; FILE_FAILED
 */
export async function readJson(text: string, option: string, cwd: string): Promise<JsonValue> {
  if (!text.startsWith("@")) return parseJson(text, option);
  const file = resolve(cwd, text.slice(1));
  return parseJson(await readText(file, option), `${option} ${text}`);
}

/** @throws INPUT_NOT_JSON naming the option */
export function parseJson(text: string, option: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaskloomError("INPUT_NOT_JSON", `${option}: ${reason}`, { details: { option }, cause: error });
  }
}

async function readText(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TaskloomError("FILE_FAILED", `${option}: ${reason}`, { details: { file }, cause: error });
  }
}
