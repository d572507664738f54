import type { TaskConfig } from "@taskloom/interfaces";
import type { ConfigProblem, Pointer, TaskTypeDefinition } from "@taskloom/shared";
import { routerSchema } from "./router-config.js";
import type { Route, RouterConfig } from "./router-config.js";
import { createRouterOrchestrator } from "./router-orchestrator.js";

/** The `router` task type. */
export const taskType: TaskTypeDefinition<RouterConfig> = {
  type: "router",
  configSchema: routerSchema,
  children: (config) =>
    listInlineTasks(config).map(({ pointer, route }) => ({ task: route, pointer, seenOutside: true })),
  expressions: ({ condition }) => [{ pointer: ["condition"], kind: "cel", value: condition }],
  effects: () => "none",
  next: (config) =>
    listRoutes(config).flatMap(({ pointer, route }) => (typeof route === "string" ? [{ pointer, to: route }] : [])),
  signals: () => [],
  check: checkTransition,
  create: createRouterOrchestrator,
};

interface PlacedRoute<R extends Route = Route> {
  readonly pointer: Pointer;
  readonly route: R;
}

function listRoutes({ routes, default: otherwise }: RouterConfig): readonly PlacedRoute[] {
  const listed = Object.entries(routes).map(([text, route]) => ({ pointer: ["routes", text], route }));
  return otherwise === undefined ? listed : [...listed, { pointer: ["default"], route: otherwise }];
}

function listInlineTasks(config: RouterConfig): readonly PlacedRoute<TaskConfig>[] {
  return listRoutes(config).filter((placed): placed is PlacedRoute<TaskConfig> => typeof placed.route !== "string");
}

/** NEXT_UNUSED when every route is a transition of its own, so that `on_success` leads nowhere. */
function checkTransition(config: RouterConfig): readonly ConfigProblem[] {
  if (config.on_success === undefined || listInlineTasks(config).length > 0) return [];
  const message = "every route leads to a task: the route is the transition, and `on_success` is never followed";
  return [{ pointer: ["on_success"], code: "NEXT_UNUSED", message }];
}
