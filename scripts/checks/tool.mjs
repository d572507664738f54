import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * A check by an installed program: what it printed when it failed, or "".
 * @param {string} program its file under node_modules
 * @param {string[]} args
 * @returns {(root: string) => string}
 */
export function tool(program, ...args) {
  return (root) => {
    const command = [join(root, "node_modules", program), ...args];
    const result = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", maxBuffer: 64e6 });
    if (result.status === 0) return "";
    return `${result.stdout}${result.stderr}`.trimEnd() + `\n${result.error?.message ?? ""}`;
  };
}
