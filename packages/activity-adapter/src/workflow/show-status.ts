import type { TaskStatus } from "@taskloom/interfaces";
import { defineSearchAttributeKey } from "@temporalio/common";
import { upsertSearchAttributes } from "@temporalio/workflow";
import type { RunOptions } from "./protocol.js";

const STATUS = defineSearchAttributeKey("TaskloomStatus", "KEYWORD");

/** Makes the run's status known to those who list runs, where the namespace has the attribute. */
export function showStatus({ searchAttributes }: RunOptions, value: TaskStatus): void {
  if (searchAttributes === true) upsertSearchAttributes([{ key: STATUS, value }]);
}
