/**
 * Id of a run: `[A-Za-z0-9][A-Za-z0-9._-]*`, at most 200 characters. Temporal's *Workflow ID*. One that a Temporal server
 * gives, for a scheduled time, ends with that time, which has colons.
 */
export type RunId = string;

/** Id of a workflow definition: `[A-Za-z][A-Za-z0-9_-]*`, at most 100 characters. */
export type WorkflowId = string;

/** Id of a task as its author wrote it. The plan, references and transitions use it; inside an item it may be a template. */
export type StepId = string;

/**
 * Place of one execution in a run: `root/<id>`, child `…/<id>`, item `…[<index>]`.
 * The second and later executions of the same task end in `#2`, `#3`, ….
 */
export type TaskPath = string;

/** Name of a task type, `basic` for instance. Orchestration code treats it as an opaque label. */
export type TaskType = string;

/** The path of the run itself: the frame of the top-level tasks. */
export const ROOT_PATH: TaskPath = "root";
