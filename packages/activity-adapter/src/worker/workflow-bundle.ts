import { fileURLToPath } from "node:url";

/** The workflow's code, bundled: in a file, or in memory. */
export type WorkflowBundle = { readonly codePath: string } | { readonly code: string };

/** The bundle that is built with this package. */
export const builtBundle: WorkflowBundle = inDist("workflow-bundle.js");

/** The same with Temporal's interceptors for OpenTelemetry: for workers with their sink. */
export const tracedBundle: WorkflowBundle = inDist("workflow-bundle-traced.js");

/** Sources use what is built, too. */
function inDist(name: string): WorkflowBundle {
  return { codePath: fileURLToPath(new URL(`../../dist/${name}`, import.meta.url)) };
}
