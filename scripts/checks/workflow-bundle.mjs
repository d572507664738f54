// What Temporal replays must be small and know nothing of the world.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const maxBytes = 600 * 1024;

/** Packages that read clocks, files or networks, keep state of their own, or are just large. */
const outside = ["tsyringe", "reflect-metadata", "zod", "yaml", "ioredis", "libsql", "pino", "@marcbachmann/cel-js"];

/**
 * What must not be in a bundle of workflow code.
 * @param {string} bundle with its source map, if it has one
 * @returns {string[]}
 */
export function findBundleProblems(bundle) {
  const code = withoutSourceMap(bundle);
  const bytes = Buffer.byteLength(code);
  const packages = outside.filter((name) => code.includes(`node_modules/${name}/`));
  const builtins = [...new Set(code.match(/(?<=["'])node:[a-z_/]+(?=["'])/g))];
  return [
    ...packages.map((name) => `the workflow's bundle holds ${name}`),
    ...builtins.map((name) => `the workflow's bundle asks for ${name}`),
    ...(bytes > maxBytes ? [`the workflow's bundle has ${bytes} bytes, and at most ${maxBytes} are allowed`] : []),
  ];
}

/** @param {string} bundle */
function withoutSourceMap(bundle) {
  const at = bundle.lastIndexOf("//# sourceMappingURL=");
  return at === -1 ? bundle : bundle.slice(0, at);
}

/**
 * The workflow's code in one file, as the sources have it now.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function bundleSources(root) {
  const folder = join(root, "packages/activity-adapter");
  const { bundleWorkflow } = await import(pathToFileURL(join(folder, "bundle-workflow.mjs")).href);
  return (await bundleWorkflow(join(folder, "src/workflow/run-workflow.ts"), { conditions: ["@taskloom/source"] }))
    .code;
}
