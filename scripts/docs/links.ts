/** A link to another place in the documentation. */
export interface Link {
  /** From the page's folder; "" for the page itself. */
  readonly target: string;
  readonly heading: string | undefined;
}

const LINK = /\]\(([^()#\s]*)(?:#([^()\s]+))?\)/g;
const HEADING = /^#+ (.*)$/gm;
const PATH = /`((?:packages|scripts|docs|examples|benchmarks)\/[\w./-]+)`/g;

/** The links of a Markdown text, but those to the web. */
export function linksOf(markdown: string): readonly Link[] {
  const links = [
    ...withoutBlocks(markdown)
      .replaceAll(/`[^`\n]*`/g, "")
      .matchAll(LINK),
  ];
  return links
    .map(([, target = "", heading]) => ({ target, heading }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** What links to the headings of a Markdown text say, as GitHub makes it. */
export function headingsOf(markdown: string): readonly string[] {
  const kept = /[^\p{Letter}\p{Number} _-]/gu;
  const headings = [...withoutBlocks(markdown).matchAll(HEADING)];
  return headings.map(([, words = ""]) => words.toLowerCase().replaceAll(kept, "").replaceAll(" ", "-"));
}

/** Paths of the checkout that stand in code, without placeholders. */
export function pathsIn(markdown: string): readonly string[] {
  return [...withoutBlocks(markdown).matchAll(PATH)].map(([, path = ""]) => path);
}

function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^(`{3,}).*?^\1/gms, "");
}
