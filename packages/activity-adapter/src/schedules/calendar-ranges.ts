import type { Range } from "@temporalio/client";

/** Values of a calendar's field as ranges, as few as are easily read. The values are sorted, each once. */
export function toRanges(values: readonly number[]): Range<number>[] {
  const even = findEvenStep(values);
  if (even !== undefined) return [{ start: values[0] ?? 0, end: values.at(-1) ?? 0, step: even }];
  const ranges: Range<number>[] = [];
  for (const value of values) {
    const last = ranges.at(-1);
    if (last !== undefined && last.end === value - 1) last.end = value;
    else ranges.push({ start: value, end: value, step: 1 });
  }
  return ranges;
}

/** The values of a field that are not among these. */
export function listOthers(values: readonly number[], first: number, last: number): readonly number[] {
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return all.filter((value) => !values.includes(value));
}

/** What lies between all of three or more values. */
function findEvenStep(values: readonly number[]): number | undefined {
  const [first, second] = values;
  if (first === undefined || second === undefined || values.length < 3) return undefined;
  const step = second - first;
  return values.every((value, index) => value === first + index * step) ? step : undefined;
}
