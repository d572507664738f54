import type {
  ChildrenDirective,
  ChildrenResponse,
  Directive,
  HandleResponseInput,
  JsonObject,
  JsonValue,
  PrepareInput,
  TaskConfig,
  TaskOrchestrator,
} from "@taskloom/interfaces";
import {
  cel,
  createBaseOrchestrator,
  describeChildren,
  duration,
  evaluateCel,
  failTask,
  finishByResponse,
  finishTask,
  nestedTask,
  renderChildId,
  TaskloomError,
} from "@taskloom/shared";
import type { TaskTypeDefinition } from "@taskloom/shared";
import { z } from "zod";

/** A repeat task: runs its task again and again until a condition holds. Its output is that of the last pass. */
export interface RepeatConfig extends TaskConfig {
  /**
   * What is repeated. It sees the number of the pass as `pass`, from 1, and the output of the pass before as
   * `previous`, null in the first one. When it fails, the repeat fails with its error.
   */
  readonly task: TaskConfig;
  /** CEL to bool, asked after each pass: sees that pass's `output` and its number, `pass`. */
  readonly until: string;
  /** How many passes there may be, 1 to 100. Default 10. After the last one the repeat fails: EXECUTION_LIMIT. */
  readonly limit?: number;
  /** The whole of it, from its start. */
  readonly timeout?: string | number;
}

const DEFAULT_LIMIT = 10;

const repeatSchema = z.strictObject({
  task: nestedTask,
  until: cel,
  // The passes that are left travel with every pass.
  limit: z.int().min(1).max(100).optional(),
  timeout: duration.optional(),
});

/** The `repeat` task type. */
export const repeatType: TaskTypeDefinition<RepeatConfig> = {
  type: "repeat",
  configSchema: repeatSchema,
  children: ({ task }) => [{ task, pointer: ["task"], names: ["pass", "previous"] }],
  expressions: ({ until }) => [{ pointer: ["until"], kind: "cel", value: until, variables: ["output", "pass"] }],
  effects: () => "none",
  next: () => [],
  signals: () => [],
  outputVariables: ["children", "pass"],
  create: createRepeatOrchestrator,
};

/** What `--task-types` looks for. */
export const taskTypes: readonly TaskTypeDefinition[] = [repeatType];

function createRepeatOrchestrator(): TaskOrchestrator<RepeatConfig> {
  return createBaseOrchestrator<RepeatConfig>({
    type: "repeat",
    prepareExecution: (input) => runPass(input, 1, null),
    handleResponse: (input) =>
      input.response.kind === "children" ? judgePass(input, input.response) : finishByResponse(input),
  });
}

/** Lists all passes that are left and asks after the first of them, so that their number says which pass it was. */
function runPass({ task, scope }: PrepareInput<RepeatConfig>, pass: number, previous: JsonValue): ChildrenDirective {
  const own = { pass, previous };
  const id = renderChildId(task.task.id, { ...scope, variables: { ...scope.variables, ...own } });
  const left = limitOf(task) - pass + 1;
  return {
    kind: "children",
    source: { children: Array.from({ length: left }, () => ({ step: task.task.id, id, scope: own })) },
    window: 1,
    settle: { succeed: "all", stopOn: "failure", cancelLosers: false, waitForLosers: false, order: "listed" },
    collect: "only",
    ask: "after_each",
  };
}

function judgePass(input: HandleResponseInput<RepeatConfig>, response: ChildrenResponse): Directive {
  const { counts, error, output } = response;
  if (error !== undefined) return failTask("failed", error);
  const limit = limitOf(input.task);
  const pass = limit - counts.total + 1;
  if (isOver(input, { pass, output })) return finishTask(input, output, { pass, children: describeChildren(response) });
  return pass < limit ? runPass(input, pass + 1, output) : failAtLimit(input, limit);
}

function isOver({ task, scope }: PrepareInput<RepeatConfig>, made: JsonObject): boolean {
  const value = evaluateCel(task.until, { now: scope.now, variables: { ...scope.variables, ...made } });
  if (typeof value === "boolean") return value;
  throw new TaskloomError("EXPRESSION_FAILED", `\`until\` must be true or false, not ${JSON.stringify(value)}`);
}

function failAtLimit({ identity }: PrepareInput, limit: number): Directive {
  const message = `repeat task '${identity.id}': \`until\` held after none of ${limit} passes`;
  const error = { code: "EXECUTION_LIMIT", type: "RepeatLimit", message, details: { limit }, task: identity.path };
  return failTask("failed", error);
}

function limitOf({ limit = DEFAULT_LIMIT }: RepeatConfig): number {
  return limit;
}
