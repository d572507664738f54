/** Files that no package ships. */
export const testFiles = "\\.(test|fixture)\\.ts$";

/**
 * The sources of a package.
 * @param {string} name such as "shared" or "orchestrators/[^/]+"
 */
export const sourcesOf = (name) => `^packages/${name}/src/`;

/**
 * An installed module, wherever npm put it.
 * @param {string} name
 */
export const installed = (name) => `(^|node_modules/)${name}(/|$)`;
