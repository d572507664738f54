import { parseDocument } from "yaml";
import type { SourceLimits } from "./source-limits.js";
import type { SourceNode } from "./source-node.js";
import type { SourceProblem } from "./source-problem.js";
import { SourceFault } from "./source-problem.js";
import { findTooDeep } from "./yaml-depth.js";
import { YamlReader } from "./yaml-reader.js";

/** As many faults of syntax as are worth showing: one often causes the others. */
const MAX_PROBLEMS = 10;

/** Keys are compared by the reader: the parser compares each with all others. */
const OPTIONS = { version: "1.2", schema: "core", strict: true, uniqueKeys: false, prettyErrors: false } as const;

/** Reads one document of YAML 1.2 (core schema, no merge keys, no tags of one's own) with the places of its values. */
export function readYaml(
  text: string,
  limits: SourceLimits,
): { root?: SourceNode; problems: readonly SourceProblem[] } {
  const tooDeep = findTooDeep(text, limits.nesting);
  if (tooDeep !== undefined) return { problems: [deepProblem(tooDeep, limits)] };
  const document = parseDocument(text, OPTIONS);
  const faults = [...document.errors, ...document.warnings].slice(0, MAX_PROBLEMS);
  if (faults.length > 0) {
    return { problems: faults.map(({ message, pos }) => ({ code: "YAML_SYNTAX", message, offset: pos[0] })) };
  }
  return convert(new YamlReader(limits), document.contents);
}

function convert(reader: YamlReader, contents: unknown): { root?: SourceNode; problems: readonly SourceProblem[] } {
  try {
    const root = reader.read(contents, 0);
    return reader.problems.length > 0 ? { problems: reader.problems } : { root, problems: [] };
  } catch (fault) {
    if (fault instanceof SourceFault) return { problems: [...reader.problems, fault.problem] };
    throw fault;
  }
}

function deepProblem(offset: number, { nesting }: SourceLimits): SourceProblem {
  return { code: "DEFINITION_TOO_DEEP", message: `more than ${nesting} levels inside one another`, offset };
}
