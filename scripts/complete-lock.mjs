// Adds to the lock file the packages for other platforms that npm left out, so that `npm ci` accepts it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { missingPackages } from "./checks/lock-file.mjs";
import { platformOf } from "./checks/platform.mjs";

const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
/** @type {{ packages: import("./checks/lock-file.mjs").LockedPackages }} */
const lock = JSON.parse(readFileSync(file, "utf8"));

for (const { name, version, parent } of missingPackages(lock.packages)) {
  const { license = "MIT", dev } = parent;
  lock.packages[`node_modules/${name}`] = {
    version,
    ...(dev && { dev }),
    license,
    optional: true,
    ...platformOf(name),
  };
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
