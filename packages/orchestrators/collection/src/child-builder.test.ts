import type { ChildSpec } from "@taskloom/interfaces";
import { createPrepareInput } from "@taskloom/contracts";
import { describe, expect, it } from "vitest";
import { buildChildren } from "./child-builder.js";
import type { CollectionConfig } from "./collection-config.js";
import type { SelectedItem } from "./item-variables.js";

const selected: readonly SelectedItem[] = [
  { item: { name: "ann" }, sourceIndex: 1 },
  { item: { name: "bob" }, sourceIndex: 4 },
];

function build(changes: Partial<CollectionConfig>): readonly ChildSpec[] {
  const config: CollectionConfig = { id: "mails", items: [], ...changes };
  return buildChildren(createPrepareInput(config, { variables: { env: { prefix: "to" } } }), selected);
}

const atItem = (sourceIndex: number): unknown => expect.objectContaining({ source_index: sourceIndex });

const [ann, bob] = [
  { item: { name: "ann" }, source_index: 1, index: 0 },
  { item: { name: "bob" }, source_index: 4, index: 1 },
];

describe("buildChildren", () => {
  it.for<Partial<CollectionConfig>>([{ task: { title: "Send" } }, { tasks: [{ id: "send" }] }])(
    "without an id in the template children are named `<collection id>-<index>`: %o",
    (keys) => {
      expect(build(keys)).toStrictEqual([
        { step: "mails/item", id: "mails-0", index: 0, scope: ann },
        { step: "mails/item", id: "mails-1", index: 1, scope: bob },
      ]);
    },
  );

  it("the template's id as written is the step, rendered it names the child", () => {
    const id = "{{ env.prefix }}-{{ item.name }}-{{ index }}-{{ source_index }}";
    expect(build({ task: { id } })).toStrictEqual([
      { step: id, id: "to-ann-0-1", index: 0, scope: ann },
      { step: id, id: "to-bob-1-4", index: 1, scope: bob },
    ]);
  });

  it("custom names stand beside `item` and `index`", () => {
    const children = build({ item_var: "person", index_var: "place", task: { id: "{{ person.name }}{{ place }}" } });
    expect(children.map(({ id }) => id)).toStrictEqual(["ann0", "bob1"]);
    expect(children[1]?.scope).toStrictEqual({ ...bob, person: { name: "bob" }, place: 1 });
  });

  it("duplicates are CHILD_ID_INVALID", () => {
    const invalid = expect.objectContaining({ code: "CHILD_ID_INVALID" }) as unknown;
    expect(() => build({ task: { id: "mail" } })).toThrow(invalid);
    expect(() => build({ task: { id: "mail-{{ env.prefix }}" } })).toThrow(invalid);
  });

  it("bad characters are CHILD_ID_INVALID and name the item", () => {
    expect(() => build({ task: { id: "{{ index == 1 ? 'a b' : item.name }}" } })).toThrow(
      expect.objectContaining({ code: "CHILD_ID_INVALID", details: atItem(4) }),
    );
  });
});
