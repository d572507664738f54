/**
 * Says on stderr what begins; the function returned says how long it took.
 * @param {string} what
 * @returns {() => void}
 */
export function announce(what) {
  const startedAt = performance.now();
  process.stderr.write(`${what} …\n`);
  return () => {
    process.stderr.write(`  done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  };
}
