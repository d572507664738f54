import type { ReferenceSite } from "../expressions/references.js";

/** Where a name stands in the text that holds the expression. */
export function findName(part: ReferenceSite, name: string): number {
  const isPart = (character: string | undefined): boolean => character !== undefined && /[\w-]/.test(character);
  for (let at = part.text.indexOf(name); at !== -1; at = part.text.indexOf(name, at + 1)) {
    if (!isPart(part.text[at - 1]) && !isPart(part.text[at + name.length])) return part.offset + at;
  }
  return part.offset;
}
