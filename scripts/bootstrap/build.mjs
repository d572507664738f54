import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { announce } from "./announce.mjs";
import { SetUpError } from "./set-up-error.mjs";
import { shippedSources } from "./shipped-sources.mjs";

/**
 * Builds the packages when a source changed since the last build or a built file is missing.
 * @param {string} root
 */
export function ensureBuilt(root) {
  const stamp = join(root, "node_modules", ".cache", "taskloom", "build-stamp");
  const sources = shippedSources(root);
  const fingerprint = fingerprintOf(root, sources.inputs);
  const exist = (/** @type {string[]} */ files) => files.every((file) => isFile(join(root, file)));
  const isComplete = () => exist(sources.outputs);
  if (read(stamp) === fingerprint && isComplete() && exist(sources.bundles)) return;
  const done = announce("Building the packages (tsc)");
  compile(root, []);
  // The compiler trusts its records and leaves an output that was deleted by hand missing.
  if (!isComplete()) compile(root, ["--force"]);
  for (const script of sources.bundlers) bundle(root, script);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
  done();
}

/**
 * @param {string} root
 * @param {string[]} options
 */
function compile(root, options) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-b", "tsconfig.build.json", ...options];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new SetUpError("The packages do not compile: see the errors above.");
}

/**
 * What is bundled already, from the same files, is left as it is.
 * @param {string} root
 * @param {string} script
 */
function bundle(root, script) {
  const { status } = spawnSync(process.execPath, [join(root, script)], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new SetUpError(`${script} failed: see the errors above.`);
}

/**
 * @param {string} root
 * @param {string[]} files
 */
function fingerprintOf(root, files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** @param {string} file */
function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** @param {string} file */
function read(file) {
  return isFile(file) ? readFileSync(file, "utf8") : undefined;
}
