// The lock file installs on every platform and says nothing about where its author downloaded from.

/**
 * @typedef {{ version?: string, resolved?: string, link?: boolean, license?: string, dev?: boolean, integrity?: string,
 *   optional?: boolean, os?: string[], cpu?: string[], libc?: string[], dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages by folder, as in a lock file
 */

/**
 * @param {LockedPackages} locked
 * @returns {string[]}
 */
export function findLockProblems(locked) {
  const addresses = Object.entries(locked)
    .filter(([, { link, resolved }]) => link !== true && resolved !== undefined)
    .map(([folder]) => `${folder} has a download address`);
  const missing = missingPackages(locked).map(
    ({ name }) => `${name} is missing, so npm ci fails: run node scripts/complete-lock.mjs`,
  );
  return [...addresses, ...missing];
}

/**
 * Optional packages that something locked wants and that the lock file lacks.
 * npm leaves them out when the registry it asked does not have them, and then refuses its own lock file.
 * @param {LockedPackages} locked
 * @returns {{ name: string, version: string, parent: LockedPackage }[]}
 */
export function missingPackages(locked) {
  return Object.entries(locked).flatMap(([folder, parent]) =>
    Object.entries(parent.optionalDependencies ?? {})
      .filter(([name]) => locked[`node_modules/${name}`] === undefined)
      .filter(([name]) => locked[`${folder}/node_modules/${name}`] === undefined)
      .map(([name, version]) => ({ name, version, parent })),
  );
}
