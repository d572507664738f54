import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorkflow } from "../bundle-workflow.mjs";
import type { WorkflowBundle } from "./worker/workflow-bundle.js";

const PACKAGES = join(import.meta.dirname, "../..");

/** A change of one file of the interpreter. */
export interface Change {
  /** In the interpreter's sources. */
  readonly file: string;
  /** What stands there now, once. */
  readonly from: string;
  readonly to: string;
}

/** The workflow's code as the sources would have it after a change. Throws when the change fits them no longer. */
export async function bundleChanged(change: Change): Promise<WorkflowBundle> {
  const folder = mkdtempSync(join(tmpdir(), "taskloom-changed-"));
  try {
    cpSync(join(PACKAGES, "interpreter/src"), folder, { recursive: true });
    applyChange(folder, change);
    return await bundleWorkflow(join(import.meta.dirname, "workflow/run-workflow.ts"), {
      conditions: ["@taskloom/source"],
      aliases: {
        "@taskloom/interpreter$": join(folder, "index.ts"),
        "@taskloom/interfaces$": join(PACKAGES, "interfaces/src/index.ts"),
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function applyChange(folder: string, { file, from, to }: Change): void {
  const path = join(folder, file);
  const [before, after, ...more] = readFileSync(path, "utf8").split(from);
  if (after === undefined || more.length > 0)
    throw new Error(`${file} of the interpreter does not say this once: ${from}`);
  writeFileSync(path, `${before}${to}${after}`);
}
