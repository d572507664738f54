import { createRuntime, type HandlerMap, type Runtime } from "@taskloom/worker";
import { listenForInterrupts } from "../terminal/interrupts.js";
import { toOneLine } from "../text/one-line.js";
import type { Session } from "./session.js";

/** An engine that runs nothing itself: for commands that ask or tell. */
export async function withEngine<T>({ config }: Session, use: (engine: Runtime["engine"]) => Promise<T>): Promise<T> {
  const runtime = await createRuntime(config, { handlers: {}, role: "call" });
  try {
    return await use(runtime.engine);
  } finally {
    await runtime.close();
  }
}

/**
 * An engine that runs tasks. The first request to stop aborts the signal, the second ends the process at once. What a
 * handler left behind and fails later is told on stderr, and stops nothing.
 */
export async function withRuntime<T>(
  { config, terminal }: Session,
  parts: { readonly handlers: HandlerMap; readonly role: "run" | "work" },
  use: (runtime: Runtime, interrupted: AbortSignal) => Promise<T>,
): Promise<T> {
  const { stderr } = terminal;
  const interrupts = listenForInterrupts(terminal);
  const ignoreStrays = terminal.onStrayError((error) => {
    stderr.write(`thrown outside of every task, nothing was stopped: ${describeStray(error)}\n`);
  });
  try {
    const runtime = await createRuntime(config, { ...parts, writeLog: (line) => void stderr.write(line) });
    try {
      return await use(runtime, interrupts.signal);
    } finally {
      await runtime.close();
    }
  } finally {
    ignoreStrays();
    interrupts.release();
  }
}

/** With the first line of its stack, which is where it was made. */
function describeStray(error: unknown): string {
  if (!(error instanceof Error)) return toOneLine(String(error));
  const frame = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return toOneLine(`${error.name}: ${error.message} ${frame?.trim() ?? ""}`);
}
