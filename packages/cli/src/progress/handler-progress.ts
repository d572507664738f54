import type { TaskLogLine } from "@taskloom/interfaces";

/** What a handler said with `ctx.progress`, as a text (`60% packing`); undefined for any other line. */
export function readProgress({ message, data }: TaskLogLine): string | undefined {
  const progress = data?.["progress"];
  if (typeof progress !== "object" || progress === null || Array.isArray(progress)) return undefined;
  const { fraction, note } = progress as { readonly fraction?: unknown; readonly note?: unknown };
  const percent = typeof fraction === "number" ? [`${Math.round(fraction * 100)}%`] : [];
  return [...percent, typeof note === "string" ? note : percent.length === 0 ? message : ""].join(" ").trim();
}
