import { TaskloomError } from "@taskloom/shared";

/** Something wrong with one setting. Says what is expected, never the value: it may be secret. */
export interface ConfigProblem {
  /** `journal.file`, for instance. */
  readonly setting: string;
  /** Where it was given. */
  readonly source: string;
  readonly message: string;
}

/** CONFIG_INVALID with all the problems in `details.problems`; the message tells the first. */
export function createConfigError(problems: readonly ConfigProblem[]): TaskloomError {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  const first = problems[0];
  const message = first === undefined ? "" : `${first.source}: \`${first.setting}\` ${first.message}${more}`;
  return new TaskloomError("CONFIG_INVALID", message, {
    details: { problems: problems.map((problem) => ({ ...problem })) },
  });
}
