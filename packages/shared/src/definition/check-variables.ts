import { BUILT_IN_VARIABLES } from "../expressions/cel-names.js";
import type { ReferenceSite } from "../expressions/references.js";
import type { DefinitionModel } from "./definition-model.js";
import type { Site } from "./expression-sites.js";
import type { Finding } from "./finding.js";
import { findName } from "./find-name.js";
import { suggest } from "./nearest.js";
import { listVariables } from "./site-variables.js";

/** EXPRESSION_UNKNOWN_VARIABLE, INPUT_IN_WITH, SECRET_NOT_ALLOWED. */
export function* checkVariables(part: ReferenceSite, site: Site, model: DefinitionModel): Iterable<Finding> {
  if (part.variables.length === 0) return;
  const known = listVariables(site, model);
  for (const name of part.variables) {
    if (known.includes(name)) continue;
    const place = { pointer: [...site.pointer, ...part.pointer], at: findName(part, name), task: site.owner?.id };
    yield { ...place, ...describeUnknown(name, known, site) };
  }
}

function describeUnknown(
  name: string,
  known: readonly string[],
  { place }: Site,
): Pick<Finding, "code" | "message" | "hint"> {
  if (name === "input" && place === "with") {
    return { code: "INPUT_IN_WITH", message: "`input` is what `with` makes", hint: RUN_INPUT };
  }
  if (name === "secrets") {
    const message = "`secrets` can be used in the `with` of a task that calls a handler only";
    return { code: "SECRET_NOT_ALLOWED", message, hint: undefined };
  }
  const message = `'${name}' is not known here; known are ${[...new Set(known)].join(", ")}`;
  return { code: "EXPRESSION_UNKNOWN_VARIABLE", message, hint: explain(name) ?? suggest(name, known) };
}

const RUN_INPUT = "for the input of the run write `workflow.input`";

function explain(name: string): string | undefined {
  if (name === "input") return RUN_INPUT;
  if (name === "error") return "`error` is known from a task on that some `on_error` leads to";
  return BUILT_IN_VARIABLES.has(name) ? `'${name}' is known in other places only` : undefined;
}
