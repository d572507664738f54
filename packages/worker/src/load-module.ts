/** Imports the module of a file, given by its absolute path, and gives its namespace. */
export type LoadModule = (file: string) => Promise<unknown>;

/** A module's default export; undefined when it has none. */
export function readDefault(module: unknown): unknown {
  const exported = readKey(module, "default");
  // A module that was compiled to CommonJS carries its exports one level deeper.
  return readKey(exported, "__esModule") === true ? readKey(exported, "default") : exported;
}

/** An export by its name, at the module or on its default export; undefined when there is none. */
export function readExport(module: unknown, name: string): unknown {
  return readKey(module, name) ?? readKey(readKey(module, "default"), name);
}

function readKey(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
