// Bundles the workflow's code, from what is built: into `dist/workflow-bundle.js`, and with Temporal's interceptors for
// OpenTelemetry into `dist/workflow-bundle-traced.js`; only when what they are made from has changed.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const own = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);
/** Says what the bundles were made from. */
const stamp = own("dist/.workflow-bundle.sha256");

const bundles = [
  { file: own("dist/workflow-bundle.js"), interceptors: [] },
  {
    file: own("dist/workflow-bundle-traced.js"),
    interceptors: [require.resolve("@temporalio/interceptors-opentelemetry/lib/workflow-interceptors")],
  },
];

const inputs = hashInputs();
if (![stamp, ...bundles.map(({ file }) => file)].every(existsSync) || readFileSync(stamp, "utf8") !== inputs) {
  const { bundleWorkflow } = await import("./bundle-workflow.mjs");
  for (const { file, interceptors } of bundles) {
    writeFileSync(file, (await bundleWorkflow(own("dist/workflow/run-workflow.js"), { interceptors })).code);
  }
  writeFileSync(stamp, inputs);
}

function hashInputs() {
  const ours = ["interfaces", "interpreter"].map((name) => dirname(require.resolve(`@taskloom/${name}`)));
  const files = [own("dist/workflow"), ...ours].flatMap((folder) => listScripts(folder));
  const hash = createHash("sha256");
  for (const file of [...files, own("build-bundle.mjs"), own("bundle-workflow.mjs")]) {
    hash.update(`${relative(own("."), file)}\n`).update(readFileSync(file));
  }
  for (const name of ["common", "interceptors-opentelemetry", "worker", "workflow"]) {
    hash.update(readFileSync(require.resolve(`@temporalio/${name}/package.json`)));
  }
  return hash.digest("hex");
}

/** @param {string} folder */
function listScripts(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js"))
    .toSorted()
    .map((file) => join(folder, file));
}
