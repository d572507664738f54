import type { TaskLogLine } from "@taskloom/interfaces";
import { toOneLine } from "./one-line.js";

/** `2026-01-31T09:00:00.000Z info root/charge charged {"amount":3}`. */
export function formatLogLine({ at, level, path, message, data }: TaskLogLine): string {
  const rest = data === undefined ? "" : ` ${JSON.stringify(data)}`;
  return toOneLine(`${new Date(at).toISOString()} ${level} ${path} ${message}${rest}`);
}
