import { closest, distance } from "fastest-levenshtein";

const MAX_LENGTH = 200;
const MAX_CANDIDATES = 1_000;

/** The known name that the given one may be a slip of; undefined when none is near. */
export function findNearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > MAX_LENGTH) return undefined;
  const nearest = closest(name, known.slice(0, MAX_CANDIDATES));
  return distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, nearest.length / 3) ? nearest : undefined;
}

/** `did you mean 'x'?`, where something is near. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const nearest = findNearest(name, known);
  return nearest === undefined ? undefined : `did you mean '${nearest}'?`;
}
