import type { ResolveHook } from "node:module";

const OWN_TYPESCRIPT = /^file:(?!.*\/node_modules\/).*\.ts(?:\?|$)/;

/**
 * TypeScript of the user's is a module with `import` and `export`, whatever the `package.json` around it says: without
 * one, Node would take it for CommonJS, and everything that it imports would be loaded a second time. `.cts` says
 * otherwise by its name.
 */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const found = await next(specifier, context);
  return OWN_TYPESCRIPT.test(found.url) && found.format === "commonjs" ? { ...found, format: "module" } : found;
};
