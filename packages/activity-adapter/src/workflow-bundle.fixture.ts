import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleWorkflow } from "../bundle-workflow.mjs";
import type { WorkflowBundle } from "./worker/workflow-bundle.js";

const PACKAGES = join(import.meta.dirname, "../..");
const CACHE = join(PACKAGES, "../node_modules/.cache/taskloom");

/** What the bundle is made from. */
const SOURCES = ["interfaces/src", "interpreter/src", "activity-adapter/src/workflow"].map((name) =>
  join(PACKAGES, name),
);

/** The workflow's code as the sources have it now; bundled anew only when one of them has changed. */
export async function bundleSources(): Promise<WorkflowBundle> {
  const codePath = join(CACHE, `workflow-bundle-${hashSources()}.js`);
  if (!existsSync(codePath)) {
    const { code } = await bundleWorkflow(join(import.meta.dirname, "workflow/run-workflow.ts"), {
      conditions: ["@taskloom/source"],
    });
    mkdirSync(CACHE, { recursive: true });
    // Another process may be doing the same.
    const own = `${codePath}.${process.pid}`;
    writeFileSync(own, code);
    renameSync(own, codePath);
  }
  return { codePath };
}

function hashSources(): string {
  const hash = createHash("sha256");
  for (const folder of SOURCES) {
    for (const file of readdirSync(folder).toSorted()) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
