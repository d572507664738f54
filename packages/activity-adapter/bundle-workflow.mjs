import { createRequire } from "node:module";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";

/**
 * The workflow's code in one file, with all that it imports.
 * @param {string} workflowsPath the module that exports the workflow
 * @param {object} [options]
 * @param {string[]} [options.conditions] of `exports` in package.json files that hold besides the usual ones
 * @param {string[]} [options.interceptors] modules with interceptors that go along
 * @param {Readonly<Record<string, string>>} [options.aliases] paths of modules that take the place of others, by name
 * @returns {Promise<{ readonly code: string }>}
 */
export async function bundleWorkflow(workflowsPath, { conditions = [], interceptors = [], aliases = {} } = {}) {
  return bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: interceptors,
    logger: new DefaultLogger("ERROR"),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        conditionNames: [...conditions, "..."],
        alias: Object.assign({}, config.resolve?.alias, aliases),
      },
      module: { ...config.module, rules: [...(config.module?.rules ?? []), withoutComments] },
    }),
  });
}

/** A third of the code is comments, and each worker reads all of it. Names stay as they are: stacks show them. */
const withoutComments = {
  test: /\.[jt]s$/,
  enforce: /** @type {const} */ ("post"),
  use: {
    loader: createRequire(createRequire(import.meta.url).resolve("@temporalio/worker")).resolve("swc-loader"),
    options: {
      isModule: "unknown",
      sourceMaps: true,
      minify: true,
      jsc: { target: "es2022", minify: { compress: false, mangle: false, format: { comments: false } } },
    },
  },
};
