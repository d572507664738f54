/** A fenced block of a page, with what the comments before it say. */
export interface CodeBlock {
  /** Where its fence stands, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** `<!-- file: a.yaml -->` is `file` → `a.yaml`; a word alone has the value "". */
  readonly marks: ReadonlyMap<string, string>;
}

const FENCE = /^(?<ticks>`{3,})(?<language>[\w-]*)\s*$/;
const MARK = /^<!-- (?<name>[a-z ]+?)(?:: (?<value>.*))? -->$/;

/** The fenced blocks of a Markdown text, in order. */
export function readCodeBlocks(markdown: string): readonly CodeBlock[] {
  const lines = markdown.split("\n");
  const blocks: CodeBlock[] = [];
  let marks = new Map<string, string>();
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const { ticks, language = "" } = FENCE.exec(line)?.groups ?? {};
    if (ticks !== undefined) {
      const end = lines.indexOf(ticks, index + 1);
      if (end < 0) throw new Error(`the block at line ${index + 1} has no end`);
      blocks.push({ line: index + 1, language, text: `${lines.slice(index + 1, end).join("\n")}\n`, marks });
      index = end;
    }
    marks = readMark(line, marks);
  }
  return blocks;
}

/** Marks stand before their block; anything but a blank line between ends them. */
function readMark(line: string, before: Map<string, string>): Map<string, string> {
  if (line.trim() === "") return before;
  const { name, value = "" } = MARK.exec(line)?.groups ?? {};
  return name === undefined ? new Map<string, string>() : new Map([...before, [name, value]]);
}
