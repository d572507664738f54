import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What a package may have: it makes `dist/workflow-bundle.js` from what is compiled. */
const BUNDLER = "build-bundle.mjs";

/**
 * The files a build reads and the JavaScript files it writes, relative to the root: the compiler, and after it the
 * bundlers.
 * @param {string} root
 */
export function shippedSources(root) {
  const sources = packageFolders(root).flatMap((folder) => sourcesOf(root, folder));
  const settings = packageFolders(root).flatMap((folder) =>
    ["package.json", "tsconfig.build.json"].map((file) => `${folder}/${file}`),
  );
  const bundling = packageFolders(root).filter((folder) => existsSync(join(root, folder, BUNDLER)));
  const scripts = bundling.flatMap((folder) => scriptsOf(root, folder));
  return {
    inputs: [...sources, ...settings, ...scripts, "tsconfig.base.json", "tsconfig.build.json", "package-lock.json"],
    outputs: sources
      .filter((file) => !file.endsWith(".d.ts"))
      .map((file) => file.replace("/src/", "/dist/").replace(/\.ts$/, ".js")),
    bundlers: bundling.map((folder) => `${folder}/${BUNDLER}`),
    bundles: bundling.map((folder) => `${folder}/dist/workflow-bundle.js`),
  };
}

/**
 * @param {string} root
 * @returns {string[]}
 */
export function packageFolders(root) {
  return ["packages", "packages/orchestrators"].flatMap((parent) =>
    readdirSync(join(root, parent))
      .map((name) => `${parent}/${name}`)
      .filter((folder) => existsSync(join(root, folder, "package.json"))),
  );
}

/**
 * @param {string} root
 * @param {string} folder
 */
function sourcesOf(root, folder) {
  if (!existsSync(join(root, folder, "src"))) return [];
  return readdirSync(join(root, folder, "src"), { recursive: true, encoding: "utf8" })
    .map((file) => `${folder}/src/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
    .toSorted();
}

/**
 * @param {string} root
 * @param {string} folder
 */
function scriptsOf(root, folder) {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".mjs"))
    .map((file) => `${folder}/${file}`);
}
