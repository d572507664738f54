import type { DefinitionModel } from "./definition-model.js";
import type { Site } from "./expression-sites.js";
import { findTopLevel, walkOutwards } from "./task-node.js";
import type { TaskNode } from "./task-node.js";

/** The variables that an expression can use at its site. */
export function listVariables(site: Site, model: DefinitionModel): readonly string[] {
  if (site.place === "trigger") return ["trigger"];
  const error = seesError(site.owner, model) ? ["error"] : [];
  const common = ["workflow", "tasks", "env", ...error, ...site.variables];
  if (site.owner === undefined) return common;
  return [...common, ...listInputs(site, site.owner), ...listNames(site.owner)];
}

/** `input` is what `with` makes, so neither `with` nor the `if` before it can use it. */
function listInputs({ place }: Site, { type, config }: TaskNode): readonly string[] {
  if (place === "if") return [];
  if (place !== "with") return ["input"];
  return type.effects(config) === "handler" ? ["secrets"] : [];
}

/** Names that the containers around bring into scope. */
function listNames(owner: TaskNode): readonly string[] {
  return [...walkOutwards(owner)].flatMap(({ nested }) => nested.names ?? []);
}

function seesError(owner: TaskNode | undefined, { graph, isIntact }: DefinitionModel): boolean {
  if (!isIntact) return true;
  return owner === undefined ? graph.hasErrorPath : graph.isAfterError(findTopLevel(owner));
}
