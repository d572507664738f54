import type {
  ChildrenResponse,
  Directive,
  DoneDirective,
  HandleResponseInput,
  PrepareInput,
  StepId,
  TaskConfig,
  TaskOrchestrator,
} from "@taskloom/interfaces";
import {
  createBaseOrchestrator,
  describeChildren,
  evaluateCel,
  finishByResponse,
  finishTask,
  renderChildId,
  runOnlyChild,
  shapesOutput,
} from "@taskloom/shared";
import { toConditionText } from "./condition-text.js";
import { findRoute } from "./find-route.js";
import type { RouterConfig } from "./router-config.js";

/** Goes to the task that the condition names, or runs a task of its own whose end is the router's. */
export function createRouterOrchestrator(): TaskOrchestrator<RouterConfig> {
  return createBaseOrchestrator<RouterConfig>({
    type: "router",
    prepareExecution: takeRoute,
    handleResponse: (input) =>
      input.response.kind === "children" ? endAsInlineTask(input, input.response) : finishByResponse(input),
  });
}

function takeRoute(input: PrepareInput<RouterConfig>): Directive {
  const { task, scope } = input;
  const text = toConditionText(evaluateCel(task.condition, scope), task.condition);
  const route = findRoute(task, text);
  return typeof route === "string" ? goTo(input, text, route) : runInline(input, route);
}

function goTo(input: PrepareInput, condition: string, route: StepId): DoneDirective {
  return { ...finishTask(input, { condition, route_taken: route }), next: route };
}

function runInline({ task, scope }: PrepareInput, inline: TaskConfig): Directive {
  const child = { step: inline.id, id: renderChildId(inline.id, scope) };
  return runOnlyChild(child, shapesOutput(task) ? "at_end" : "never");
}

/** Not only the error: a task that was timed out leaves a router that was timed out. */
function endAsInlineTask(input: HandleResponseInput, response: ChildrenResponse): Directive {
  const [child] = response.children;
  if (response.error === undefined) return finishTask(input, response.output, { children: describeChildren(response) });
  return { kind: "done", status: child?.status ?? "failed", error: response.error };
}
