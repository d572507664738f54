/** How many columns the text takes on a screen; East Asian characters and emoji take two. */
export function measureColumns(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}

/** The text, cut to so many columns with `…` at its end. */
export function fitColumns(text: string, columns: number): string {
  if (measureColumns(text) <= columns) return text;
  let fitted = "";
  let used = 1;
  for (const character of text) {
    used += columnsOf(character);
    if (used > columns) break;
    fitted += character;
  }
  return columns > 0 ? `${fitted}…` : "";
}

function columnsOf(character: string): 1 | 2 {
  const point = character.codePointAt(0) ?? 0;
  const isWide = (point >= 0x1100 && point <= 0x115f) || point >= 0x2e80;
  return isWide ? 2 : 1;
}
