/** A module's default export; undefined when it has none. */
export function readDefaultExport(module: unknown): unknown {
  const exported = readKey(module, "default");
  // CommonJS that was compiled from `export default` carries it one level deeper.
  return readKey(exported, "__esModule") === true ? readKey(exported, "default") : exported;
}

function readKey(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
