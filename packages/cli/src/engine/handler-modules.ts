import { stat } from "node:fs/promises";
import { join } from "node:path";
import { defineHandlers, isTaskloomError, TaskloomError, type HandlerEntry } from "@taskloom/shared";
import { mergeHandlers, readDefault, type HandlerMap } from "@taskloom/worker";
import { importModule } from "../modules/import-module.js";
import { findSourceLine } from "../modules/source-line.js";
import { traceHandlers } from "./trace-handlers.js";

const USUAL_NAMES = ["ts", "mts", "js", "mjs"].map((extension) => `handlers.${extension}`);

/** The modules that were asked for; otherwise, in each of the folders, the first of `handlers.{ts,mts,js,mjs}`. */
export async function findHandlerModules(
  asked: readonly string[],
  folders: readonly string[],
): Promise<readonly string[]> {
  if (asked.length > 0) return asked;
  const found = await Promise.all([...new Set(folders)].map(findUsual));
  return found.filter((file) => file !== undefined);
}

async function findUsual(folder: string): Promise<string | undefined> {
  for (const name of USUAL_NAMES) {
    const file = join(folder, name);
    if (await isFile(file)) return file;
  }
  return undefined;
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/**
 * The handlers of all the modules, given by absolute paths.
 * @throws HANDLERS_INVALID for a module that throws or exports none, for what is no handler, and for a name that is there twice
 */
export async function loadHandlerModules(files: readonly string[]): Promise<HandlerMap> {
  return mergeHandlers(await Promise.all(files.map(loadModule)));
}

async function loadModule(file: string): Promise<HandlerMap> {
  if (!(await isFile(file))) throw refuse(file, "is not there");
  const exported = readDefault(await importHandlers(file));
  if (!isFilled(exported)) throw refuse(file, "exports no handlers as its default");
  try {
    return traceHandlers(defineHandlers(exported));
  } catch (error) {
    throw isTaskloomError(error) ? refuse(file, `holds what is no handler: ${error.message}`) : error;
  }
}

async function importHandlers(file: string): Promise<unknown> {
  try {
    return await importModule(file);
  } catch (error) {
    const { message, place } = findSourceLine(error, file);
    throw refuse(file, `cannot be loaded: ${message}`, place, error);
  }
}

/** Whether the entries are handlers is checked one by one. */
function isFilled(exported: unknown): exported is Readonly<Record<string, HandlerEntry>> {
  return typeof exported === "object" && exported !== null && Object.keys(exported).length > 0;
}

function refuse(file: string, why: string, place = {}, cause?: unknown): TaskloomError {
  return new TaskloomError("HANDLERS_INVALID", `the handlers module ${why}`, { details: { file, ...place }, cause });
}
