import type { ConfigInput } from "./config-input.js";

/** What a configuration is made from: an empty machine, but for what the test gives. Modules are given by their paths. */
export function createInput(given: Partial<ConfigInput>, modules: Readonly<Record<string, unknown>> = {}): ConfigInput {
  return {
    cwd: "/nowhere",
    env: {},
    loadModule: async (file) => {
      if (!(file in modules)) throw new Error(`no module ${file}`);
      return modules[file];
    },
    ...given,
  };
}
