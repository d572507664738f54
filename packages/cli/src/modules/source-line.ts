import { fileURLToPath } from "node:url";

/** What a module threw when it was imported, and where in the file that was, if the stack says so. */
export interface SourceFault {
  readonly message: string;
  readonly place: { readonly line?: number; readonly column?: number };
}

const ESBUILD = /^Transform failed with \d+ errors?:\n(?<file>.*?):(?<line>\d+):(?<column>\d+): ERROR: (?<message>.*)/;

/** Finds the line of the module's source at which an error began. */
export function findSourceLine(error: unknown, file: string): SourceFault {
  if (!(error instanceof Error)) return { message: String(error), place: {} };
  const syntax = ESBUILD.exec(error.message)?.groups;
  if (syntax !== undefined) {
    const { message = "", line, column } = syntax;
    return { message, place: { line: Number(line), column: Number(column) + 1 } };
  }
  const frame = (error.stack ?? "").split("\n").find((line) => namesFile(line, file));
  const [, line, column] = /:(\d+)(?::(\d+))?\)?$/.exec(frame ?? "") ?? [];
  return { message: error.message, place: toPlace(line, column) };
}

/** A frame of a stack, or the line above a syntax error. */
function namesFile(line: string, file: string): boolean {
  const text = line.replace(/file:\/\/[^\s:?)]+/, (url) => fileURLToPath(url));
  return text.includes(`${file}:`) || text.includes(`${file}?`);
}

function toPlace(line: string | undefined, column: string | undefined): SourceFault["place"] {
  if (line === undefined) return {};
  return column === undefined ? { line: Number(line) } : { line: Number(line), column: Number(column) };
}
