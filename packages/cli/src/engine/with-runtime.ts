import type { Journal } from "@taskloom/interfaces";
import {
  createEmbeddedRuntime,
  createRuntime,
  type EmbeddedRuntime,
  type Runtime,
  type RuntimeParts,
} from "@taskloom/worker";
import { listenForInterrupts } from "../terminal/interrupts.js";
import { toOneLine } from "../text/one-line.js";
import type { Session } from "./session.js";

/** An engine that runs nothing itself: for commands that ask or tell. */
export async function withEngine<T>(session: Session, use: (engine: Runtime["engine"]) => Promise<T>): Promise<T> {
  return withClient(session, async ({ engine }) => use(engine));
}

/** The same, with what only one kind of engine has. */
export async function withClient<T>({ config }: Session, use: (runtime: Runtime) => Promise<T>): Promise<T> {
  const runtime = await createRuntime(config, { handlers: {}, role: "call" });
  try {
    return await use(runtime);
  } finally {
    await runtime.close();
  }
}

/** What only the embedded engine has, which runs nothing then. */
export async function withJournal<T>({ config }: Session, use: (journal: Journal) => Promise<T>): Promise<T> {
  const runtime = await createEmbeddedRuntime(config, { handlers: {}, role: "call" });
  try {
    return await use(runtime.engine);
  } finally {
    await runtime.close();
  }
}

type Parts = Pick<RuntimeParts, "handlers" | "role">;

/**
 * An engine that runs tasks. The first request to stop aborts the signal, the second ends the process at once. What a
 * handler left behind and fails later is told on stderr, and stops nothing.
 */
export async function withRuntime<T>(session: Session, parts: Parts, use: Use<Runtime, T>): Promise<T> {
  return during(session, async (writeLog) => createRuntime(session.config, { ...parts, writeLog }), use);
}

/** The same with the embedded engine. */
export async function withEmbeddedRuntime<T>(session: Session, parts: Parts, use: Use<EmbeddedRuntime, T>): Promise<T> {
  return during(session, async (writeLog) => createEmbeddedRuntime(session.config, { ...parts, writeLog }), use);
}

type Use<R extends Runtime, T> = (runtime: R, interrupted: AbortSignal) => Promise<T>;

async function during<R extends Runtime, T>(
  { terminal }: Session,
  open: (writeLog: (line: string) => void) => Promise<R>,
  use: Use<R, T>,
): Promise<T> {
  const { stderr } = terminal;
  const interrupts = listenForInterrupts(terminal);
  const ignoreStrays = terminal.onStrayError((error) => {
    stderr.write(`thrown outside of every task, nothing was stopped: ${describeStray(error)}\n`);
  });
  try {
    const runtime = await open((line) => void stderr.write(line));
    try {
      const used = use(runtime, interrupts.signal);
      return await (runtime.kind === "temporal" ? Promise.race([used, runtime.engine.failed]) : used);
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
