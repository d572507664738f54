import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A page of the documentation. */
export interface Page {
  /** From the checkout. */
  readonly file: string;
  readonly text: string;
}

/** All pages but the records of decisions, which show no examples. */
export function readPages(): readonly Page[] {
  const inFolder = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  const files = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...inFolder.map((name) => `docs/${name}`)];
  return files.map(readPage);
}

export function readPage(file: string): Page {
  return { file, text: readFileSync(join(root, file), "utf8") };
}
