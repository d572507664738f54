import type { ChildSpec, PrepareInput, StepId } from "@taskloom/interfaces";
import { assertUniqueChildIds, renderChildId } from "@taskloom/shared";
import { atItem } from "./at-item.js";
import type { CollectionConfig } from "./collection-config.js";
import { describeItem, extendScope } from "./item-variables.js";
import type { SelectedItem } from "./item-variables.js";

/** The step of the children when the template has no id, or is a sequence. */
export function createItemStep(collection: StepId): StepId {
  return `${collection}/item`;
}

/**
 * A child for each item, numbered from 0. Its id is the template's, rendered, or `<collection id>-<index>`.
 * @throws CHILD_ID_INVALID for duplicates and bad characters, EXPRESSION_*
 */
export function buildChildren(
  input: PrepareInput<CollectionConfig>,
  selected: readonly SelectedItem[],
): readonly ChildSpec[] {
  const id = input.task.task?.id;
  if (id === undefined) return buildNumberedChildren(input, selected);
  const children = buildNamedChildren(input, selected, id);
  assertUniqueChildIds(children);
  return children;
}

function buildNumberedChildren(
  { task, identity }: PrepareInput<CollectionConfig>,
  selected: readonly SelectedItem[],
): readonly ChildSpec[] {
  const step = createItemStep(identity.step);
  return selected.map((item, index) => {
    return { step, id: `${identity.id}-${index}`, index, scope: describeItem(task, item, index) };
  });
}

function buildNamedChildren(
  { task, scope }: PrepareInput<CollectionConfig>,
  selected: readonly SelectedItem[],
  step: StepId,
): readonly ChildSpec[] {
  return selected.map((item, index) => {
    const variables = describeItem(task, item, index);
    const id = atItem(item.sourceIndex, () => renderChildId(step, extendScope(scope, variables)));
    return { step, id, index, scope: variables };
  });
}
