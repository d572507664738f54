import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { announce } from "./announce.mjs";
import { installProblem, saysUnreachable } from "./install-problem.mjs";
import { SetUpError } from "./set-up-error.mjs";

const patience = [
  "--prefer-offline",
  "--fetch-retries=2",
  "--fetch-retry-mintimeout=1000",
  "--fetch-retry-maxtimeout=5000",
];

/**
 * Runs `npm ci` when what is installed differs from the lock file.
 * @param {string} root
 */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  const done = announce("Installing dependencies (npm ci)");
  // One small request first: without a network `npm ci` tries every package again and again before it gives up.
  runNpm(root, ["view", "typescript", "version", ...patience], (stderr) => !saysUnreachable(stderr));
  runNpm(root, ["ci", "--no-audit", "--no-fund", ...patience], () => false);
  done();
}

/**
 * npm keeps its own record of what it installed; every locked package must be in it, unless it is for other machines.
 * @param {string} root
 */
export function isInstalled(root) {
  const installed = lockedPackages(join(root, "node_modules", ".package-lock.json"));
  const wanted = lockedPackages(join(root, "package-lock.json"));
  if (installed === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    if (found === undefined) return entry.optional === true || !path.includes("node_modules/");
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {string[]} args
 * @param {(stderr: string) => boolean} isHarmless whether a failure may be passed over
 */
function runNpm(root, args, isHarmless) {
  const cli = process.env["npm_execpath"];
  const [command, first] = cli?.endsWith("npm-cli.js") === true ? [process.execPath, [cli]] : ["npm", []];
  const { status, error, stderr } = spawnSync(command, [...first, ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status === 0 || (error === undefined && isHarmless(stderr))) return;
  throw new SetUpError(installProblem(error, stderr ?? ""));
}
