import { extname } from "node:path";
import { lowerLimits, type ErrorCode } from "@taskloom/interfaces";
import type { Diagnostic } from "../definition/diagnostic.js";
import { loadDefinition } from "../definition/load-definition.js";
import type { LoadedDefinition, LoadOptions } from "../definition/load-definition.js";
import type { SourceFormat } from "../source/read-source.js";
import { readTextFile } from "./read-text-file.js";

export interface LoadFileOptions extends LoadOptions {
  /** Gives what a module (`.ts`, `.js`, …) exports as its default. Without it modules are refused. */
  readonly loadModule?: (path: string) => Promise<unknown>;
}

/** A definition that was loaded from a file. */
export interface LoadedFile extends LoadedDefinition {
  readonly file: string;
  /** What stands in it; for the code frames of diagnostics. Absent for modules and unreadable files. */
  readonly text?: string;
}

const FORMATS: ReadonlyMap<string, SourceFormat> = new Map([
  [".yaml", "yaml"],
  [".yml", "yaml"],
  [".json", "json"],
]);

const MODULE = /^\.[cm]?[jt]s$/;

/**
 * Loads a definition from a `.yaml`, `.yml` or `.json` file, or from a module. Diagnostics besides those of the
 * definition: DEFINITION_NOT_FOUND, DEFINITION_TOO_LARGE (before it is read), DEFINITION_INVALID.
 */
export async function loadDefinitionFile(file: string, options: LoadFileOptions): Promise<LoadedFile> {
  const extension = extname(file).toLowerCase();
  const format = FORMATS.get(extension);
  if (format !== undefined) return loadText(file, format, options);
  if (MODULE.test(extension) && options.loadModule !== undefined) return loadModule(file, options.loadModule, options);
  return refuseFile(file, "DEFINITION_INVALID", "a definition is a .yaml, .yml or .json file");
}

async function loadText(file: string, format: SourceFormat, options: LoadOptions): Promise<LoadedFile> {
  const read = await readTextFile(file, lowerLimits(options.limits ?? {}).definitionBytes);
  if ("fault" in read) return refuseFile(file, read.fault.code, read.fault.message);
  return { ...loadDefinition({ text: read.text, format, file }, options), file, text: read.text };
}

async function loadModule(
  file: string,
  load: (path: string) => Promise<unknown>,
  options: LoadOptions,
): Promise<LoadedFile> {
  try {
    return { ...loadDefinition({ value: await load(file), file }, options), file };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuseFile(file, "DEFINITION_INVALID", `the module cannot be loaded: ${reason}`);
  }
}

/** A file of which nothing can be said but this. */
export function refuseFile(file: string, code: ErrorCode, message: string): LoadedFile {
  const place = { file, line: null, column: null, task: null, hint: null };
  const diagnostic: Diagnostic = { code, severity: "error", message, ...place };
  return { file, diagnostics: [diagnostic] };
}
