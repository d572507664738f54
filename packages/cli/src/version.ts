import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("../package.json") as { readonly version: string };

/** Of this package. */
export const VERSION: string = manifest.version;
