import { parseCron } from "./cron-text.js";

/** What the fields of a cron text allow: sorted values, each once. */
export interface CronFields {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** From 1. Undefined for `*`; when both fields of days are given, a day is one that either allows. */
  readonly daysOfMonth: readonly number[] | undefined;
  /** From 1. */
  readonly months: readonly number[];
  /** 0 is Sunday. Undefined for `*`. */
  readonly daysOfWeek: readonly number[] | undefined;
}

/** The values of a field, and their names in order. */
interface FieldRange {
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
}

const SIXTY: FieldRange = { first: 0, last: 59 };
const HOURS: FieldRange = { first: 0, last: 23 };
const DAYS: FieldRange = { first: 1, last: 31 };
const MONTHS: FieldRange = { first: 1, last: 12, names: "jan feb mar apr may jun jul aug sep oct nov dec".split(" ") };
const WEEKDAYS: FieldRange = { first: 0, last: 6, names: "sun mon tue wed thu fri sat".split(" ") };

/**
 * The fields of a cron text, for those who have calendars of their own. What they mean is what `createCronTimes` says.
 * @throws SCHEDULE_INVALID
 */
export function parseCronFields(text: string): CronFields {
  parseCron(text);
  const fields = text.trim().split(/\s+/);
  const [seconds = "", minutes = "", hours = "", daysOfMonth = "", months = "", daysOfWeek = ""] =
    fields.length === 5 ? ["0", ...fields] : fields;
  return {
    seconds: listValues(seconds, SIXTY),
    minutes: listValues(minutes, SIXTY),
    hours: listValues(hours, HOURS),
    daysOfMonth: daysOfMonth === "*" ? undefined : listValues(daysOfMonth, DAYS),
    months: listValues(months, MONTHS),
    daysOfWeek: daysOfWeek === "*" ? undefined : listValues(daysOfWeek, WEEKDAYS),
  };
}

function listValues(field: string, range: FieldRange): readonly number[] {
  const values = field.split(",").flatMap((part) => listPart(part, range));
  return [...new Set(values)].toSorted((one, other) => one - other);
}

/** The values of `*`, `5`, `1-5`, and of those with a step behind. */
function listPart(part: string, range: FieldRange): number[] {
  const [span = "", step = "1"] = part.split("/");
  const [from = "", to = from] = span.split("-");
  const first = span === "*" ? range.first : readValue(from, range);
  const last = span === "*" ? range.last : readValue(to, range);
  // A range of weekdays may end with Sunday, by name or as 7.
  const end = last < first ? last + 7 : last;
  const values: number[] = [];
  for (let value = first; value <= end; value += Number(step)) values.push(range === WEEKDAYS ? value % 7 : value);
  return values;
}

function readValue(text: string, { first, names = [] }: FieldRange): number {
  const position = names.indexOf(text.toLowerCase());
  return position < 0 ? Number(text) : first + position;
}
