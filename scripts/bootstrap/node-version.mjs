/**
 * Why this Node cannot run the project, or nothing when it can.
 * @param {string} actual such as "20.20.2"
 * @param {string} minimum such as "20.20"
 * @returns {string | undefined}
 */
export function nodeProblem(actual, minimum) {
  const [major = 0, minor = 0] = actual.split(".").map(Number);
  const [minMajor = 0, minMinor = 0] = minimum.split(".").map(Number);
  if (major > minMajor || (major === minMajor && minor >= minMinor)) return undefined;
  return `Taskloom needs Node ${minimum} or newer, and this is Node ${actual}.`;
}
