import type {
  ChildTaskManager,
  SignalHandler,
  StatusAggregator,
  TaskConfig,
  TaskOrchestrator,
} from "@taskloom/interfaces";

/** The orchestrator as one that prepares children; undefined when it does not. */
export function asChildTaskManager<C extends TaskConfig>(
  orchestrator: TaskOrchestrator<C>,
): (TaskOrchestrator<C> & ChildTaskManager<C>) | undefined {
  return hasMethods<C, ChildTaskManager<C>>(orchestrator, ["prepareChildren", "createChildren", "getChildrenMetadata"])
    ? orchestrator
    : undefined;
}

/** The orchestrator as one that judges signals; undefined when it does not. */
export function asSignalHandler<C extends TaskConfig>(
  orchestrator: TaskOrchestrator<C>,
): (TaskOrchestrator<C> & SignalHandler<C>) | undefined {
  return hasMethods<C, SignalHandler<C>>(orchestrator, ["validateSignal", "processSignal"]) ? orchestrator : undefined;
}

/** The orchestrator as one that computes its status from its children; undefined when it does not. */
export function asStatusAggregator<C extends TaskConfig>(
  orchestrator: TaskOrchestrator<C>,
): (TaskOrchestrator<C> & StatusAggregator) | undefined {
  return hasMethods<C, StatusAggregator>(orchestrator, ["calculateStatus", "shouldUpdateStatus"])
    ? orchestrator
    : undefined;
}

/** A capability is what an orchestrator can do, whatever its type: its methods are there, or it has none of it. */
function hasMethods<C extends TaskConfig, M extends object>(
  orchestrator: TaskOrchestrator<C>,
  methods: readonly (keyof M)[],
): orchestrator is TaskOrchestrator<C> & M {
  return methods.every((method) => typeof Reflect.get(orchestrator, method) === "function");
}
