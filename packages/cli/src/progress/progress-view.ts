import type { RunChange, TaskLogLine } from "@taskloom/interfaces";

/** Shows people what a run does, while it does it. */
export interface ProgressView {
  show(changes: readonly RunChange[]): void;
  /** A line of the run's log. */
  log(line: TaskLogLine): void;
  /** A line that is no part of the run. */
  tell(text: string): void;
  /** Nothing more comes. */
  end(): void;
}

/** For `--quiet`. */
export const silentView: ProgressView = {
  show: () => undefined,
  log: () => undefined,
  tell: () => undefined,
  end: () => undefined,
};
