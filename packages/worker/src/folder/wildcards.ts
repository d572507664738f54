/**
 * Whether a path with `/` fits a pattern: `*` and `?` stand for characters of a name, `**` for any number of folders.
 * Takes time in proportion to both lengths at most, whatever the pattern.
 */
export function fitsPattern(path: string, pattern: string): boolean {
  return fits(path.split("/"), pattern.split("/"), "**", (name, part) =>
    fits(Array.from(name), Array.from(part), "*", (character, wanted) => wanted === "?" || character === wanted),
  );
}

/** Matching with one kind of gap: it is enough to go back to the last one. */
function fits(
  parts: readonly string[],
  pattern: readonly string[],
  gap: string,
  isLike: (part: string, wanted: string) => boolean,
): boolean {
  let [at, wantedAt, gapAt, triedAt] = [0, 0, -1, 0];
  while (at < parts.length) {
    const [part = "", wanted] = [parts[at], pattern[wantedAt]];
    if (wanted === gap) [gapAt, triedAt, wantedAt] = [wantedAt, at, wantedAt + 1];
    else if (wanted !== undefined && isLike(part, wanted)) [at, wantedAt] = [at + 1, wantedAt + 1];
    else if (gapAt < 0) return false;
    else [triedAt, at, wantedAt] = [triedAt + 1, triedAt + 1, gapAt + 1];
  }
  return pattern.slice(wantedAt).every((wanted) => wanted === gap);
}
