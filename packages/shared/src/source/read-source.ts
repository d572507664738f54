import { DEFAULT_LIMITS, type JsonValue } from "@taskloom/interfaces";
import { readJson } from "./json-source.js";
import { createLineIndex } from "./line-index.js";
import type { Position } from "./line-index.js";
import type { SourceLimits } from "./source-limits.js";
import { findEntry } from "./source-node.js";
import type { SourceEntry, SourceNode } from "./source-node.js";
import type { SourceProblem } from "./source-problem.js";
import { isLongerThan } from "./text-bytes.js";
import { alignOffset } from "./text-offset.js";
import { readYaml } from "./yaml-source.js";

export type SourceFormat = "yaml" | "json";

/** Keys and indices from the root of a value. */
type SourcePointer = readonly (string | number)[];

/** A text that was read: its value, and where each part of it is written. */
export interface SourceDocument {
  readonly value: JsonValue;
  /** Where the value is written; of a value that is not there, the nearest one around it. */
  locate(pointer: SourcePointer): Position;
  /** Where the key is written that the pointer ends with. */
  locateKey(pointer: SourcePointer): Position;
  /** Where a character of a text value is written, given its offset in the value. */
  locateInText(pointer: SourcePointer, offset: number): Position;
}

/** A fault with its place. */
interface LocatedProblem extends Position {
  readonly code: SourceProblem["code"];
  readonly message: string;
}

export type SourceResult =
  | { readonly document: SourceDocument; readonly problems: readonly [] }
  | { readonly document?: undefined; readonly problems: readonly LocatedProblem[] };

/**
 * Reads a text of at most 1 MB and 64 levels, where the limits are not lower. Nothing in the text makes it throw or stop.
 * Problems: DEFINITION_TOO_LARGE, DEFINITION_TOO_DEEP, YAML_SYNTAX, YAML_ALIASES, JSON_SYNTAX, KEY_DUPLICATE, KEY_FORBIDDEN.
 */
export function readSource(written: string, format: SourceFormat, limits: SourceLimits = DEFAULT_LIMITS): SourceResult {
  const text = written.startsWith("\uFEFF") ? written.slice(1) : written;
  if (isLongerThan(text, limits.definitionBytes)) return { problems: [tooLarge(limits)] };
  const { root, problems } = format === "json" ? readJson(text, limits.nesting) : readYaml(text, limits);
  const positionOf = createLineIndex(text);
  if (root !== undefined) return { document: createDocument(text, root, positionOf), problems: [] };
  return { problems: problems.map(({ code, message, offset }) => ({ code, message, ...positionOf(offset) })) };
}

function tooLarge({ definitionBytes }: SourceLimits): LocatedProblem {
  const message = `the text has more than ${definitionBytes} bytes`;
  return { code: "DEFINITION_TOO_LARGE", message, line: 1, column: 1 };
}

function createDocument(text: string, root: SourceNode, positionOf: (offset: number) => Position): SourceDocument {
  const find = (pointer: SourcePointer): SourceEntry => findEntry(root, pointer);
  return {
    value: root.value,
    locate: (pointer) => positionOf(find(pointer).node.start),
    locateKey: (pointer) => {
      const { keyStart, node } = find(pointer);
      return positionOf(keyStart ?? node.start);
    },
    locateInText: (pointer, offset) => {
      const { start, end, value } = find(pointer).node;
      if (typeof value !== "string") return positionOf(start);
      return positionOf(start + alignOffset(text.slice(start, end), value, offset));
    },
  };
}
