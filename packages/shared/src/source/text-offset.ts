const SPACE = /\s/;

/**
 * Where a character of a text value stands in the way it is written: quotes, escapes, indentation and folded lines
 * make the two differ. Walks both and looks for each character but space; exact unless escapes stand before it.
 */
export function alignOffset(written: string, value: string, offset: number): number {
  let at = /^[|>].*(?:\n|$)|^["']?/.exec(written)?.[0].length ?? 0;
  let found = at;
  for (let index = 0; index <= offset && index < value.length; index++) {
    const character = value[index];
    if (character === undefined || SPACE.test(character)) continue;
    const next = written.indexOf(character, at);
    if (next === -1) continue;
    found = next;
    at = next + 1;
  }
  return offset < value.length ? found : at;
}
