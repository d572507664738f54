import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import * as fc from "fast-check";

/** A task without its id, which is given afterwards, so that ids are unique. */
type Shape = { readonly keys: Record<string, JsonValue>; readonly list?: string; readonly inside: readonly Shape[] };

const common: fc.Arbitrary<Record<string, JsonValue>> = fc.record(
  {
    title: fc.string({ maxLength: 10 }),
    if: fc.constant("env.a == 1"),
    with: fc.constantFrom<JsonValue>("{{ workflow.input }}", { n: 1, text: "a {{ env.a }}" }),
    outputs: fc.constant({ x: "{{ output }}" }),
    delay: fc.constantFrom<JsonValue>("1s", 250),
    durability: fc.constantFrom("strict", "relaxed"),
    env: fc.constant({ a: 1 }),
    labels: fc.constant({ team: "shop" }),
  },
  { requiredKeys: [] },
);

const attempts: fc.Arbitrary<Record<string, JsonValue>> = fc.record(
  {
    timeout: fc.constantFrom<JsonValue>("1s", "1m", 5_000),
    retry: fc.record({ maximum_attempts: fc.integer({ min: 1, max: 9 }) }),
    total_timeout: fc.constant("10m"),
  },
  { requiredKeys: [] },
);

const { task } = fc.letrec<{ task: Shape }>((tie) => {
  const many = fc.array(tie("task"), { minLength: 1, maxLength: 3 });
  const leaf = (type: string, own: Record<string, JsonValue>): fc.Arbitrary<Shape> =>
    fc.tuple(common, attempts).map(([keys, more]) => ({ keys: { ...keys, ...more, type, ...own }, inside: [] }));
  const container = (type: string, list: string, own: Record<string, JsonValue> = {}): fc.Arbitrary<Shape> =>
    fc.tuple(common, many).map(([keys, inside]) => ({ keys: { ...keys, type, ...own }, list, inside }));
  return {
    task: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf("work", { action: "x" }),
      leaf("send", { message: "{{ env.a }}" }),
      container("sequence", "steps"),
      container("fan", "branches"),
      container("repeat", "steps", { items: "{{ workflow.input }}" }),
    ),
  };
});

/** Definitions without errors: tasks of all kinds, nested, each going on to the next one. */
export const randomDefinition: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.array(task, { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([shapes, isRelaxed]) => {
    let count = 0;
    const build = ({ keys, list, inside }: Shape): JsonObject => {
      const id = `t${count++}`;
      return { id, ...keys, ...(list !== undefined && { [list]: inside.map(build) }) };
    };
    const tasks = shapes.map(build);
    const linked = tasks.map((written, index) => {
      const next = tasks[index + 1]?.["id"];
      return next === undefined ? written : { ...written, on_success: { next } };
    });
    return { id: "w", env: { a: 1 }, ...(isRelaxed && { defaults: { durability: "relaxed" } }), tasks: linked };
  });

/** The same value with the keys of all objects in another order. */
export function shuffleKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((element: JsonValue) => shuffleKeys(element));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffleKeys(member)]),
  );
}
