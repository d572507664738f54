import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolders } from "../bootstrap/shipped-sources.mjs";

/**
 * The folders of the packages that users can install.
 * @param {string} root
 * @returns {string[]}
 */
export function publishedFolders(root) {
  return packageFolders(root).filter(
    (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).private !== true,
  );
}
