import type { Scope, TaskConfig } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { nameChildren } from "./child-id.js";

const scope: Scope = { now: 0, variables: { item: { name: "pears", blank: "", number: 7 } } };

function name(...ids: readonly string[]): ReturnType<typeof nameChildren> {
  return nameChildren(
    ids.map((id): TaskConfig => ({ id })),
    scope,
  );
}

describe("nameChildren", () => {
  it("the id as written is the step, the rendered id names the child", () => {
    expect(name("fetch", "store-{{ item.name }}")).toStrictEqual([
      { step: "fetch", id: "fetch" },
      { step: "store-{{ item.name }}", id: "store-pears" },
    ]);
  });

  it("keeps the order of the tasks", () => {
    expect(name("c", "a", "b").map(({ id }) => id)).toStrictEqual(["c", "a", "b"]);
  });

  it.for(["{{ item.blank }}", "{{ item.number }}", "{{ item.number }}a", "a b{{ item.blank }}", "{{ item }}"])(
    "an id with bad characters is CHILD_ID_INVALID: %s",
    (written) => {
      expect(() => name(written)).toThrow(expect.objectContaining({ code: "CHILD_ID_INVALID" }));
    },
  );

  it("an id of more than 100 characters is CHILD_ID_INVALID", () => {
    expect(name(`${"a".repeat(95)}{{ item.name }}`)).toHaveLength(1);
    expect(() => name(`${"a".repeat(96)}{{ item.name }}`)).toThrow(
      expect.objectContaining({ code: "CHILD_ID_INVALID" }),
    );
  });

  it("duplicates are CHILD_ID_INVALID and name both places", () => {
    expect(() => name("other", "pears", "{{ item.name }}")).toThrow(
      expect.objectContaining({ code: "CHILD_ID_INVALID", details: { id: "pears", positions: [1, 2] } }),
    );
  });

  it("an id that refers to what is missing is EXPRESSION_MISSING", () => {
    expect(() => name("{{ item.title }}")).toThrow(expect.objectContaining({ code: "EXPRESSION_MISSING" }));
  });
});
