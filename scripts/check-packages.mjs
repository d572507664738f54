// Packs every published package and looks at the archive the way those who install it will.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publishedFolders } from "./checks/published-folders.mjs";
import { tool } from "./checks/tool.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = mkdtempSync(join(tmpdir(), "taskloom-packages-"));
let failures = 0;

for (const folder of publishedFolders(root)) {
  const archive = pack(folder);
  const problems =
    tool("publint/src/cli.js", "run", archive, "--strict")(root) +
    tool("@arethetypeswrong/cli/dist/index.js", archive, "--profile", "esm-only", "--no-color")(root);
  process.stdout.write(`${folder} … ${problems === "" ? "ok" : "FAILED"}\n${problems}`);
  if (problems !== "") failures += 1;
}
rmSync(target, { recursive: true });
process.exitCode = failures === 0 ? 0 : 1;

/**
 * @param {string} folder
 * @returns {string} the archive's path
 */
function pack(folder) {
  const args = ["pack", "--json", "--pack-destination", target, "--workspace", folder];
  const { stdout } = spawnSync("npm", args, { cwd: root, encoding: "utf8" });
  return join(target, JSON.parse(stdout)[0].filename);
}
