import "reflect-metadata";
import { instanceCachingFactory } from "tsyringe";
import type { DependencyContainer, InjectionToken } from "tsyringe";
import { createOrchestratorFactory } from "./orchestrator-factory.js";
import type { OrchestratorFactory, OrchestratorSource } from "./orchestrator-factory.js";

/** Under this token a container gives the factory. */
export const ORCHESTRATOR_FACTORY: InjectionToken<OrchestratorFactory> = Symbol("OrchestratorFactory");

/**
 * Lets a container give one factory that knows the task types. It is made when it is first asked for;
 * TASK_TYPE_DUPLICATE is thrown then.
 */
export function registerOrchestratorFactory(
  container: DependencyContainer,
  taskTypes: readonly OrchestratorSource[],
): void {
  container.register(ORCHESTRATOR_FACTORY, {
    useFactory: instanceCachingFactory(() => createOrchestratorFactory(taskTypes)),
  });
}
