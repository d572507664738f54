import { resolve } from "node:path";
import type { CompiledDefinition } from "@taskloom/interfaces";
import { hasErrors, type CheckPlan } from "@taskloom/shared";
import { loadDefinitionFile, loadDefinitionFiles, type LoadedFile, type LoadFileOptions } from "@taskloom/shared/files";
import { checkCron, readDefault } from "@taskloom/worker";
import { AlreadyReported } from "../already-reported.js";
import { EXIT, type ExitCode } from "../exit-code.js";
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
  return loadOne(file, session, { ...toLoadOptions(session), checkPlan: session.checkPlan });
}

/** The same for commands that run nothing: what only the usual engine cannot honour is a warning. */
export async function loadReadable(file: string, session: Session): Promise<RunnableFile> {
  return loadOne(file, session, toLoadOptions(session));
}

async function loadOne(file: string, session: Session, options: LoadFileOptions): Promise<RunnableFile> {
  const loaded = await loadDefinitionFile(file, options);
  return requireRunnable([loaded], session)[0] ?? refuse([loaded]);
}

/** All definitions that the patterns match. One with errors ends the command, all of them told. */
export async function loadAllRunnable(globs: readonly string[], session: Session): Promise<readonly RunnableFile[]> {
  const options = { ...toLoadOptions(session), checkPlan: session.checkPlan };
  return requireRunnable(await loadDefinitionFiles(globs, options), session);
}

/** How files are loaded here: with all task types, with modules, and for the engine that may run them. */
export function toLoadOptions({ taskTypes, terminal, config, checkPlan }: Session): LoadFileOptions {
  const loadModule = async (file: string): Promise<unknown> =>
    readDefault(await importModule(resolve(terminal.cwd, file)));
  const isChosen = config.sources.engine.kind !== "default";
  const { limits } = config;
  return { taskTypes, loadModule, checkCron, checkPlan: isChosen ? checkPlan : warnInstead(checkPlan), limits };
}

/** Nobody has said yet which engine is to run it. */
function warnInstead(checkPlan: CheckPlan): CheckPlan {
  return (plan) => checkPlan(plan).map((fault) => ({ ...fault, severity: "warning" }));
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
