import { resolve } from "node:path";
import type { CompiledDefinition } from "@taskloom/interfaces";
import { hasErrors } from "@taskloom/shared";
import { loadDefinitionFile, loadDefinitionFiles, type LoadedFile, type LoadFileOptions } from "@taskloom/shared/files";
import { AlreadyReported } from "../already-reported.js";
import { EXIT, type ExitCode } from "../exit-code.js";
import { readDefaultExport } from "../modules/default-export.js";
import { importModule } from "../modules/import-module.js";
import { showDiagnostic } from "../text/show-diagnostic.js";
import type { Session } from "./session.js";

/** A definition that can run, and where it stands. */
export interface RunnableFile {
  readonly file: string;
  readonly compiled: CompiledDefinition;
}

/** The definition of a file. One with errors ends the command, all of them told. */
export async function loadRunnable(file: string, session: Session): Promise<RunnableFile> {
  const loaded = await loadDefinitionFile(file, toLoadOptions(session));
  return requireRunnable([loaded], session)[0] ?? refuse([loaded]);
}

/** All definitions that the patterns match. One with errors ends the command, all of them told. */
export async function loadAllRunnable(globs: readonly string[], session: Session): Promise<readonly RunnableFile[]> {
  return requireRunnable(await loadDefinitionFiles(globs, toLoadOptions(session)), session);
}

/** How files are loaded here: with all task types, and with modules. */
export function toLoadOptions({ taskTypes, terminal }: Session): LoadFileOptions {
  const loadModule = async (file: string): Promise<unknown> =>
    readDefaultExport(await importModule(resolve(terminal.cwd, file)));
  return { taskTypes, loadModule };
}

/** What a command ends with whose definitions have errors. */
export function exitOfDiagnostics(files: readonly LoadedFile[]): ExitCode {
  const errors = files.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === "error");
  if (errors.length === 0) return EXIT.done;
  return errors.every(({ code }) => code === "DEFINITION_NOT_FOUND") ? EXIT.notFound : EXIT.invalid;
}

function requireRunnable(files: readonly LoadedFile[], { terminal, options }: Session): readonly RunnableFile[] {
  const told = files.flatMap(({ diagnostics, text }) =>
    diagnostics
      .filter(({ severity }) => severity === "error" || options.quiet !== true)
      .map((diagnostic) => showDiagnostic(diagnostic, text)),
  );
  terminal.stderr.write(told.join(""));
  if (files.some(({ diagnostics }) => hasErrors(diagnostics))) refuse(files);
  return files.flatMap(({ file, compiled }) => (compiled === undefined ? [] : [{ file, compiled }]));
}

function refuse(files: readonly LoadedFile[]): never {
  throw new AlreadyReported(exitOfDiagnostics(files));
}
