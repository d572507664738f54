import { describeErrorCode, isErrorCode, type Engine, type RunDocument, type RunId } from "@taskloom/interfaces";
import { namePath } from "../text/name-path.js";

/** Asks again after this time without anything happening, then after twice as long. */
const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/** Looks for what holds a run up, when nothing has happened for a while. */
export interface BlockedWatch {
  /** Something has happened. */
  changed(): void;
  stop(): void;
}

/** Tells each reason once. */
export function watchBlocked(
  engine: Pick<Engine, "get" | "name">,
  run: RunId,
  tell: (text: string) => void,
): BlockedWatch {
  const told = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    for (const reason of listReasons(await engine.get(run, { detailed: true }), engine.name)) {
      if (!told.has(reason)) tell(reason);
      told.add(reason);
    }
  };
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      wait(Math.min(ms * 2, LONGEST_MS));
      look().catch(() => undefined);
    }, ms);
  };
  wait(FIRST_MS);
  return { changed: () => wait(FIRST_MS), stop: () => clearTimeout(timer) };
}

function listReasons({ tasks, blocked: run }: RunDocument, engine: string): readonly string[] {
  const ofTasks = tasks.flatMap(({ path, blocked }) =>
    blocked === undefined ? [] : [`${namePath(path)} is held up by ${explain(blocked, engine)}`],
  );
  return run === undefined ? ofTasks : [`the run is held up by ${explain(run, engine)}`, ...ofTasks];
}

function explain(code: string, engine: string): string {
  if (code === "NO_OWNER" && engine === "temporal") return "NO_OWNER: no worker polls its task queue";
  if (code === "NO_OWNER") return "NO_OWNER: no process runs it; a worker or `taskloom continue` takes it up";
  return isErrorCode(code) ? `${code}: ${describeErrorCode(code).remedy}` : code;
}
