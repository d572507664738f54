// Everything that our published packages bring along has a licence that asks for no more than a notice.

const permitted = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "BlueOak-1.0.0"]);

/**
 * What Temporal's worker brings along for bundling, under licences that ask for less (the Unlicense, which one of them
 * has in a file alone) or for the same (a notice, for data).
 */
const excepted = new Map([
  ["fs-monkey", "Unlicense"],
  ["unionfs", ""],
  ["caniuse-lite", "CC-BY-4.0"],
]);

/**
 * @typedef {import("./lock-file.mjs").LockedPackage} LockedPackage
 * @typedef {import("./lock-file.mjs").LockedPackages} LockedPackages
 */

/**
 * The run-time dependencies whose licence is not permitted, each with its licence.
 * @param {LockedPackages} locked
 * @param {string[]} roots the folders of the packages that are published
 * @returns {string[]}
 */
export function findForbiddenLicences(locked, roots) {
  return [...runtimeFolders(locked, roots)]
    .filter((folder) => !isPermitted(locked[folder]?.license) && !isExcepted(folder, locked[folder]?.license))
    .map((folder) => `${folder}: ${locked[folder]?.license ?? "no licence"}`);
}

/**
 * @param {string} folder
 * @param {string | undefined} licence
 */
function isExcepted(folder, licence = "") {
  return excepted.get(folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length)) === licence;
}

/**
 * A licence expression: any choice of an OR will do, every part of an AND must.
 * @param {string | undefined} expression
 * @returns {boolean}
 */
function isPermitted(expression = "") {
  const choices = expression.replace(/[()]/g, "").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((licence) => permitted.has(licence)));
}

/**
 * @param {LockedPackages} locked
 * @param {string[]} roots
 * @returns {Set<string>}
 */
function runtimeFolders(locked, roots) {
  const seen = new Set(roots);
  for (const folder of seen) {
    for (const name of namesNeededBy(locked[folder])) {
      const found = resolve(locked, folder, name);
      if (found !== undefined) seen.add(found);
    }
  }
  return seen;
}

/** @param {LockedPackage} [entry] */
function namesNeededBy(entry) {
  return Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies, ...entry?.peerDependencies });
}

/**
 * Node's look-up: the nearest node_modules, going up.
 * @param {LockedPackages} locked
 * @param {string} folder
 * @param {string} name
 * @returns {string | undefined}
 */
function resolve(locked, folder, name) {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const path = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    const entry = locked[path];
    if (entry !== undefined) return entry.link === true ? entry.resolved : path;
    if (at === "") return undefined;
  }
}
