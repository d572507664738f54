import type { Diagnostic } from "../definition/diagnostic.js";
import { readSource } from "../source/read-source.js";
import { findFiles } from "./find-files.js";
import { loadDefinitionFile, refuseFile } from "./load-definition-file.js";
import type { LoadedFile, LoadFileOptions } from "./load-definition-file.js";

/**
 * Loads all files that the patterns (`*`, `**`, `?`, or plain paths) match, each once, in their order. A pattern that
 * matches nothing is DEFINITION_NOT_FOUND; of two definitions with one id the second is DUPLICATE_ID.
 */
export async function loadDefinitionFiles(
  patterns: readonly string[],
  options: LoadFileOptions,
): Promise<readonly LoadedFile[]> {
  const loaded = new Map<string, LoadedFile>();
  for (const pattern of patterns) {
    const files = await findFiles(pattern);
    if (files.length === 0) loaded.set(pattern, refuseFile(pattern, "DEFINITION_NOT_FOUND", "no file matches"));
    for (const file of files) if (!loaded.has(file)) loaded.set(file, await loadDefinitionFile(file, options));
  }
  return refuseDuplicates([...loaded.values()]);
}

function refuseDuplicates(files: readonly LoadedFile[]): readonly LoadedFile[] {
  const owners = new Map<string, string>();
  return files.map((loaded) => {
    const id = loaded.compiled?.id;
    if (id === undefined) return loaded;
    const owner = owners.get(id);
    owners.set(id, owner ?? loaded.file);
    return owner === undefined ? loaded : refuseDuplicate(loaded, id, owner);
  });
}

function refuseDuplicate(loaded: LoadedFile, id: string, owner: string): LoadedFile {
  const { compiled: _, ...rest } = loaded;
  const diagnostic: Diagnostic = {
    code: "DUPLICATE_ID",
    severity: "error",
    message: `the workflow id '${id}' is taken by ${owner}`,
    file: loaded.file,
    ...locateId(loaded),
    task: null,
    hint: null,
  };
  return { ...rest, diagnostics: [...loaded.diagnostics, diagnostic] };
}

function locateId({ text, file }: LoadedFile): { line: number | null; column: number | null } {
  const { document } = text === undefined ? {} : readSource(text, file.endsWith(".json") ? "json" : "yaml");
  return document?.locate(["id"]) ?? { line: null, column: null };
}
