import { readFile } from "node:fs/promises";
import { TaskloomError } from "@taskloom/shared";
import type { Secret } from "./secret-values.js";

/**
 * The secrets of a file: a JSON object of texts, or lines `NAME=value`, where the value is the rest of the
 * line without quotes around it, and blank lines and those that begin with `#` are left out.
 * @throws CONFIG_INVALID naming the file and what is wrong with it, never a value
 */
export async function readSecretsFile(path: string): Promise<readonly Secret[]> {
  const text = await readText(path);
  const entries = text.trimStart().startsWith("{") ? parseJson(path, text) : parseLines(path, text);
  return entries.map(([name, value]) => ({ name, value, source: { kind: "file", name: path } }));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw refuse(path, `cannot be read (${reason})`);
  }
}

/** The parser's own message is not passed on: it quotes the text. */
function parseJson(path: string, text: string): readonly (readonly [string, string])[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse(path, "is not valid JSON");
  }
  return Object.entries(parsed as object).map(([name, value]: [string, unknown]) => {
    if (typeof value !== "string") throw refuse(path, `gives '${name}' a value that is no text`);
    return [name, value] as const;
  });
}

const LINE = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*=(.*)$/;

function parseLines(path: string, text: string): readonly (readonly [string, string])[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    const [, name, value] = LINE.exec(trimmed) ?? [];
    if (name === undefined || value === undefined) throw refuse(path, `has no \`NAME=value\` in line ${index + 1}`);
    return [[name, unquote(value.trim())] as const];
  });
}

function unquote(value: string): string {
  const quoted = value.length > 1 && /^["']/.test(value) && value.endsWith(value.charAt(0));
  return quoted ? value.slice(1, -1) : value;
}

function refuse(file: string, why: string): TaskloomError {
  return new TaskloomError("CONFIG_INVALID", `the secrets file ${file} ${why}`, { details: { file } });
}
