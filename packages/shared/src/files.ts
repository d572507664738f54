export { findFiles } from "./files/find-files.js";
export { loadDefinitionFile } from "./files/load-definition-file.js";
export type { LoadedFile, LoadFileOptions } from "./files/load-definition-file.js";
export { loadDefinitionFiles } from "./files/load-definition-files.js";
