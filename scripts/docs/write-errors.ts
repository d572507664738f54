// Writes docs/errors.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./page.js";
import { renderErrors } from "./render-errors.js";

writeFileSync(join(root, "docs", "errors.md"), renderErrors());
