import type { JsonValue } from "@taskloom/interfaces";
import type { ParseLimits } from "../expressions/limits.js";
import { parseExpression } from "../expressions/expression.js";
import { parseTemplate } from "../expressions/template.js";
import type { References } from "../expressions/references.js";
import type { Pointer } from "../model/task-type.js";
import type { DefinitionModel } from "./definition-model.js";
import type { TaskNode } from "./task-node.js";

/** Where expressions stand decides what they see. */
type SitePlace = "if" | "with" | "outputs" | "id" | "own" | "run_outputs" | "trigger";

/** An expression or a template, in its place. */
export interface Site {
  readonly place: SitePlace;
  readonly kind: "cel" | "template";
  readonly value: JsonValue;
  /** From the definition's root. */
  readonly pointer: Pointer;
  /** The task that evaluates it; undefined: the workflow. */
  readonly owner: TaskNode | undefined;
  /** Variables besides those of the place. */
  readonly variables: readonly string[];
}

/**
 * What the site refers to.
 * @throws EXPRESSION_*
 */
export function readReferences({ kind, value }: Site, limits?: ParseLimits): References {
  if (kind === "cel" && typeof value === "string") return parseExpression(value, limits).references;
  return parseTemplate(value, limits).references;
}

/** The sites of a task: of the common keys, of its type's own, and the ids that it renders for its children. */
export function listTaskSites(owner: TaskNode): readonly Site[] {
  if (owner.isBroken) return [];
  const { type, config, pointer } = owner;
  const site = (
    place: SitePlace,
    kind: Site["kind"],
    value: JsonValue | undefined,
    variables: readonly string[] = [],
  ) => (value === undefined ? [] : [{ place, kind, value, pointer: [...pointer, place], owner, variables }]);
  const common = [
    ...site("if", "cel", config.if),
    ...site("with", "template", config.with),
    ...site("outputs", "template", config.outputs, ["output", ...listOutputVariables(owner)]),
  ];
  const own = type.expressions(config).map((written): Site => {
    const { kind, variables = [] } = written;
    return {
      place: "own",
      kind,
      value: written.value as JsonValue,
      pointer: [...pointer, ...written.pointer],
      owner,
      variables,
    };
  });
  return [...common, ...own, ...owner.children.flatMap((child) => listIdSite(child, owner))];
}

function listOutputVariables({ type, children }: TaskNode): readonly string[] {
  return type.outputVariables ?? (children.length > 0 ? ["children"] : []);
}

function listIdSite({ id, nested, pointer }: TaskNode, owner: TaskNode): readonly Site[] {
  if (id === nested.defaultId || !id.includes("{{")) return [];
  const variables = nested.names ?? [];
  return [{ place: "id", kind: "template", value: id, pointer: [...pointer, "id"], owner, variables }];
}

/** The sites of the workflow itself. */
export function listWorkflowSites({ workflow }: Pick<DefinitionModel, "workflow">): readonly Site[] {
  const outputs: readonly Site[] =
    workflow.outputs === undefined ? [] : [workflowSite("run_outputs", workflow.outputs, ["outputs"])];
  const inputs = (workflow.triggers ?? []).flatMap((trigger, index) =>
    trigger.input === undefined ? [] : [workflowSite("trigger", trigger.input, ["triggers", index, "input"])],
  );
  return [...outputs, ...inputs];
}

function workflowSite(place: SitePlace, value: unknown, pointer: Pointer): Site {
  return { place, kind: "template", value: value as JsonValue, pointer, owner: undefined, variables: [] };
}
