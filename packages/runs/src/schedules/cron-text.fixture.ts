import * as fc from "fast-check";

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const WEEKDAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

/** A value of a field, as a number or by its name. */
function value(first: number, last: number, names: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: first, max: last }), fc.boolean())
    .map(([number, isNamed]) => (isNamed ? (names[number - first] ?? String(number)) : String(number)));
}

function part(first: number, last: number, names: readonly string[]): fc.Arbitrary<string> {
  const step = fc.integer({ min: 1, max: last - first });
  const span = fc
    .tuple(fc.integer({ min: first, max: last }), fc.integer({ min: first, max: last }))
    .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`);
  return fc.oneof(
    { weight: 4, arbitrary: value(first, last, names) },
    { weight: 2, arbitrary: span },
    { weight: 1, arbitrary: fc.tuple(span, step).map(([text, by]) => `${text}/${by}`) },
    { weight: 1, arbitrary: step.map((by) => `*/${by}`) },
  );
}

function field(first: number, last: number, names: readonly string[] = []): fc.Arbitrary<string> {
  const parts = fc.array(part(first, last, names), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant("*") },
    { weight: 3, arbitrary: parts.map((all) => all.join(",")) },
  );
}

/** Any cron text of five or six fields. */
export const cronText: fc.Arbitrary<string> = fc
  .tuple(
    fc.option(field(0, 59), { nil: undefined }),
    field(0, 59),
    field(0, 23),
    field(1, 31),
    field(1, 12, MONTHS),
    field(0, 7, WEEKDAYS),
  )
  .map((fields) => fields.filter((one) => one !== undefined).join(" "));
