/** A text with its code apart. */
export interface SplitText {
  /** Lines outside of fenced blocks. */
  readonly prose: readonly string[];
  /** Lines inside of them. */
  readonly code: readonly string[];
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Tells prose from fenced blocks, as Markdown has them. In a text without them all is prose. */
export function splitCode(text: string): SplitText {
  const prose: string[] = [];
  const code: string[] = [];
  let fence: string | undefined;
  for (const line of text.split("\n")) {
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && closes(fence, line)) fence = undefined;
    else (fence === undefined ? prose : code).push(line);
  }
  return { prose, code };
}

/** A fence ends with at least as many of its characters, alone on their line. */
function closes(fence: string, line: string): boolean {
  const mark = line.trim();
  return mark.startsWith(fence) && mark === fence.slice(0, 1).repeat(mark.length);
}
