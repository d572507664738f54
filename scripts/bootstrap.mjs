// Makes a checkout ready to run: installs and builds what is missing or stale; with `install`, only installs.
// Node's own modules only, because it runs before anything is installed.
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "./bootstrap/build.mjs";
import { ensureInstalled } from "./bootstrap/install.mjs";
import { nodeProblem } from "./bootstrap/node-version.mjs";
import { SetUpError } from "./bootstrap/set-up-error.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const minimumNode = "20.20";

try {
  const problem = nodeProblem(process.versions.node, minimumNode);
  if (problem !== undefined) throw new SetUpError(problem);
  ensureInstalled(root);
  if (process.argv[2] !== "install") ensureBuilt(root);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
