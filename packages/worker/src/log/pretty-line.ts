import type { JsonObject, JsonValue } from "@taskloom/interfaces";

/** What has its own place in the line. */
const LEADING = new Set(["time", "level", "msg", "err"]);

/** A line of the log for people: `09:30:00.123 INFO message run_id=… task=…`, and an error's stack below it. */
export function formatLine(line: JsonObject): string {
  const time = typeof line["time"] === "string" ? line["time"].slice(11, 23) : "";
  const level = typeof line["level"] === "string" ? line["level"].toUpperCase().padEnd(5) : "";
  const rest = Object.entries(line)
    .filter(([key]) => !LEADING.has(key))
    .map(([key, value]) => `${key}=${formatValue(value)}`);
  const head = [time, level, formatText(line["msg"] ?? ""), ...rest].join(" ");
  return [head, ...formatStack(line["err"])].map((text) => `${text}\n`).join("");
}

function formatStack(error: JsonValue | undefined): readonly string[] {
  if (typeof error !== "object" || error === null || !("stack" in error)) return [];
  const { stack } = error;
  if (typeof stack !== "string") return [];
  return stack.split("\n").map((text) => `    ${formatText(text)}`);
}

function formatValue(value: JsonValue): string {
  return typeof value === "string" && /^[\w./:[\]#@-]+$/.test(value) ? value : formatText(JSON.stringify(value));
}

/** Nothing that a terminal would take for a command, and one line a text. */
function formatText(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replaceAll(/\p{Cc}/gu, escapeControl);
}

/** JSON leaves the upper ones as they are, and one of them begins a terminal's commands. */
function escapeControl(character: string): string {
  const escaped = JSON.stringify(character).slice(1, -1);
  return escaped === character ? `\\u00${character.charCodeAt(0).toString(16)}` : escaped;
}
