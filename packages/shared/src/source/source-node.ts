import type { JsonValue } from "@taskloom/interfaces";
import type { SourceProblem } from "./source-problem.js";

/** A value with the place where it is written, as offsets into the text. */
export interface SourceNode {
  readonly value: JsonValue;
  readonly start: number;
  readonly end: number;
  /** Levels of lists and objects in it. Default 0. */
  readonly height?: number;
  /** What a list (by index) or an object (by key) holds. */
  readonly entries?: ReadonlyMap<string, SourceEntry>;
}

export interface SourceEntry {
  readonly node: SourceNode;
  /** Where an object's key is written. */
  readonly keyStart?: number;
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Whether a key could reach into JavaScript's own objects. */
export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.has(key);
}

/** Puts an entry into an object under construction, unless its key is forbidden or there already. */
export function addEntry(
  entries: Map<string, SourceEntry>,
  key: string,
  entry: Required<SourceEntry>,
): SourceProblem | undefined {
  const offset = entry.keyStart;
  if (isForbiddenKey(key)) return { code: "KEY_FORBIDDEN", message: `the key '${key}' is not allowed`, offset };
  if (entries.has(key)) return { code: "KEY_DUPLICATE", message: `the key '${key}' is there twice`, offset };
  entries.set(key, entry);
  return undefined;
}

/** The object that the entries make. */
export function objectNode(entries: ReadonlyMap<string, SourceEntry>, start: number, end: number): SourceNode {
  const value = Object.fromEntries(Array.from(entries, ([key, { node }]) => [key, node.value]));
  return { value, start, end, entries, height: heightOver(entries) };
}

/** The list that the nodes make. */
export function listNode(nodes: readonly SourceNode[], start: number, end: number): SourceNode {
  const entries = new Map(nodes.map((node, index) => [String(index), { node }]));
  return { value: nodes.map(({ value }) => value), start, end, entries, height: heightOver(entries) };
}

function heightOver(entries: ReadonlyMap<string, SourceEntry>): number {
  let highest = 0;
  for (const { node } of entries.values()) highest = Math.max(highest, node.height ?? 0);
  return highest + 1;
}

/** The entry that the pointer leads to, or the last one on the way that exists. */
export function findEntry(root: SourceNode, pointer: readonly (string | number)[]): SourceEntry {
  let entry: SourceEntry = { node: root };
  for (const segment of pointer) {
    const inner = entry.node.entries?.get(String(segment));
    if (inner === undefined) return entry;
    entry = inner;
  }
  return entry;
}
