import { isTerminalStatus, type RunId, type TaskChange, type TaskPath, type TaskStatus } from "@taskloom/interfaces";
import { formatDuration } from "../text/format-duration.js";
import type { Output } from "../terminal/terminal.js";
import { toOneLine } from "../text/one-line.js";
import { namePath } from "../text/name-path.js";
import { readProgress } from "./handler-progress.js";
import { nameStatus } from "./layout-tree.js";
import type { ProgressView } from "./progress-view.js";

/** One line for each thing that happens: for pipes and files. */
export function createPlainView(run: RunId, output: Output): ProgressView {
  const statuses = new Map<TaskPath, TaskStatus>();
  const tell = (text: string): void => void output.write(`${toOneLine(text)}\n`);
  const showTask = (change: TaskChange): void => {
    const { path, status } = change;
    if (change.attemptError !== undefined) tell(describeAttempt(change));
    else if (statuses.get(path) !== status && status !== "pending") tell(describeTask(change));
    if (isTerminalStatus(status)) statuses.delete(path);
    else statuses.set(path, status);
  };
  return {
    tell,
    show: (changes) => {
      for (const change of changes) {
        if (change.kind === "task") showTask(change);
        else if (change.kind === "run") tell(`run ${run} ${nameStatus(change.status)}`);
      }
    },
    log: (line) => {
      if (line.level !== "debug") tell(`${namePath(line.path)}: ${readProgress(line) ?? line.message}`);
    },
    end: () => undefined,
  };
}

function describeTask({ path, status, startedAt, endedAt, error }: TaskChange): string {
  const took = startedAt === undefined || endedAt === undefined ? "" : ` in ${formatDuration(endedAt - startedAt)}`;
  const reason = error === undefined ? "" : `: ${error.code} ${error.message}`;
  return `${namePath(path)} ${nameStatus(status)}${took}${reason}`;
}

function describeAttempt({ path, attempt, attemptError }: TaskChange): string {
  return `${namePath(path)} attempt ${attempt} failed: ${attemptError?.code} ${attemptError?.message}`;
}
