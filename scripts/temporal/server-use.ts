/** What a test run does about a Temporal server. */
export type ServerUse = "skipped" | "given" | "unneeded" | "started";

/** The folders with tests that need one. The others run on machines that have none, and wait for no download. */
const foldersInNeed =
  /(^|\/)(packages\/(activity-adapter|cli|migration|testing|worker)|examples|benchmarks|scripts\/(docs|temporal))\//;

/** @param file relative to the checkout */
export function needsServer(file: string): boolean {
  return foldersInNeed.test(file);
}

/** @param files that the run holds, relative to the checkout */
export function computeServerUse(
  env: Readonly<Record<string, string | undefined>>,
  files: readonly string[],
): ServerUse {
  if (env["TASKLOOM_SKIP_TEMPORAL"] === "1") return "skipped";
  if (env["TEMPORAL_ADDRESS"] !== undefined) return "given";
  return files.some(needsServer) ? "started" : "unneeded";
}
