import type { ChildSource, ChildSpec } from "./directive.js";
import type { PrepareInput, TaskConfig } from "./orchestrator.js";

/** What containers can do besides: prepare the children that the engine runs. */
export interface ChildTaskManager<C extends TaskConfig = TaskConfig> {
  /**
   * The children, in order. The same input gives the same children.
   * @throws ITEMS_INVALID, CHILD_ID_INVALID
   */
  prepareChildren(input: PrepareInput<C>): Promise<readonly ChildSpec[]>;
  /** Lists the children in the directive, or keeps them in the store and counts them when they are many or large. */
  createChildren(input: PrepareInput<C>, children: readonly ChildSpec[]): Promise<ChildSource>;
  /** What is known of the children before they run. */
  getChildrenMetadata(input: PrepareInput<C>): Promise<ChildrenMetadata>;
}

export interface ChildrenMetadata {
  /** Children that will run. */
  readonly count: number;
  /** Items that the filter left out. */
  readonly skipped: number;
  /** How many may be open at once. */
  readonly window: number;
  readonly batch?: number;
}
