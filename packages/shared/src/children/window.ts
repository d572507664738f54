/** How many children of one container the engine keeps open at once. */
const ENGINE_WINDOW = 100;

/** How many children may be open at once: as many as asked for, at most 100; none or 0 asks for 100. */
export function resolveWindow(maxConcurrency = 0): number {
  return maxConcurrency === 0 ? ENGINE_WINDOW : Math.min(maxConcurrency, ENGINE_WINDOW);
}
