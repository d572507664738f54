import { register } from "node:module";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const TYPESCRIPT = new Set([".ts", ".mts", ".cts"]);

let ready: Promise<void> | undefined;

/** Imports a module of the user's, TypeScript included. Errors in it have the lines of its source. */
export async function importModule(file: string): Promise<unknown> {
  const path = resolve(file);
  if (TYPESCRIPT.has(extname(path))) await (ready ??= readTypeScript());
  return (await import(pathToFileURL(path).href)) as unknown;
}

/** From here on this process imports TypeScript. It costs a fifth of a second, so it waits until there is some. */
async function readTypeScript(): Promise<void> {
  const tsx = await import("tsx/esm/api");
  tsx.register();
  register("./typescript-format.js", import.meta.url);
}
