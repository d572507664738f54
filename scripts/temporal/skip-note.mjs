/**
 * What the summary of a test run says about tests that it left out, if any.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string | undefined}
 */
export function skipNote(env) {
  if (env["TASKLOOM_SKIP_TEMPORAL"] !== "1") return undefined;
  return "TASKLOOM_SKIP_TEMPORAL=1: the tests that need a Temporal server were left out.";
}
