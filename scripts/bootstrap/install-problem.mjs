const unreachable =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|FETCH_ERROR)\b/;

/**
 * npm's error output as one sentence.
 * @param {Error | undefined} failure why npm did not start, if it did not
 * @param {string} stderr
 * @returns {string}
 */
export function installProblem(failure, stderr) {
  if (failure !== undefined) return `npm could not be started (${failure.message}): install npm and run this again.`;
  if (saysUnreachable(stderr)) {
    return "No package registry is reachable, so the dependencies cannot be installed: check the network (or npm's registry and proxy settings) and run this again.";
  }
  if (/\bcode EUSAGE\b/.test(stderr))
    return "package-lock.json does not match package.json: run `npm install` and commit both.";
  const code = /\bcode (\w+)/.exec(stderr)?.[1] ?? "no code";
  return `npm ci failed (${code}): run it by hand to see why.`;
}

/**
 * Whether npm gave up because it reached no registry.
 * @param {string} stderr
 * @returns {boolean}
 */
export function saysUnreachable(stderr) {
  return unreachable.test(stderr);
}
