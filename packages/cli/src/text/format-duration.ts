const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A duration for people: `850ms`, `1.2s`, `5m 3s`, `2d 4h`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  if (ms < 1_000) return `${ms}ms`;
  if (ms < 60_000) return `${Math.floor(ms / 100) / 10}s`;
  const largest = UNITS.findIndex(([, factor]) => ms >= factor);
  return UNITS.slice(largest, largest + 2)
    .map(([unit, factor], index) => [Math.floor((index === 0 ? ms : ms % (UNITS[largest]?.[1] ?? 1)) / factor), unit])
    .filter(([amount], index) => index === 0 || amount !== 0)
    .map((part) => part.join(""))
    .join(" ");
}
