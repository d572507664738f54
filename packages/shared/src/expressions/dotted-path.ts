import { isReservedName } from "./cel-names.js";

/** A plain path: a variable and keys. */
export interface DottedPath {
  readonly root: string;
  readonly steps: readonly PathStep[];
}

interface PathStep {
  readonly key: string | number;
  /** The path up to and with this key, without a dot before it. */
  readonly path: string;
}

const ROOT = /^\.?([A-Za-z_]\w*)(?=[.[]|$)/;
const KEY = /\.([A-Za-z_][\w-]*)|\[(\d{1,9})\]|\['([^'\\\n\r]*)'\]|\["([^"\\\n\r]*)"\]/y;

/**
 * Reads a path as `{{ }}` allows it: `.tasks.my-task.output.items[0]`, with or without the dot before it, with hyphens
 * in keys. `undefined` when the text is anything else: then it is CEL.
 */
export function parseDottedPath(text: string): DottedPath | undefined {
  const match = ROOT.exec(text);
  const root = match?.[1];
  if (match === null || root === undefined || isReservedName(root)) return undefined;
  const steps = parseSteps(text, match[0].length);
  return steps && { root, steps };
}

function parseSteps(text: string, start: number): PathStep[] | undefined {
  const steps: PathStep[] = [];
  const first = text.startsWith(".") ? 1 : 0;
  KEY.lastIndex = start;
  while (KEY.lastIndex < text.length) {
    const match = KEY.exec(text);
    if (match === null) return undefined;
    const [, name, index, single, double] = match;
    const key = index === undefined ? (name ?? single ?? double ?? "") : Number(index);
    steps.push({ key, path: text.slice(first, KEY.lastIndex) });
  }
  return steps;
}
