import { taskType as aggregate } from "@taskloom/orchestrator-aggregate";
import { taskType as basic } from "@taskloom/orchestrator-basic";
import { taskType as collection } from "@taskloom/orchestrator-collection";
import { taskType as composite } from "@taskloom/orchestrator-composite";
import { taskType as parallel } from "@taskloom/orchestrator-parallel";
import { taskType as router } from "@taskloom/orchestrator-router";
import { taskType as signal } from "@taskloom/orchestrator-signal";
import { taskType as wait } from "@taskloom/orchestrator-wait";
import type { TaskTypeDefinition } from "@taskloom/shared";

/** The eight that come with it. */
export const defaultTaskTypes: readonly TaskTypeDefinition[] = [
  basic,
  wait,
  signal,
  router,
  parallel,
  collection,
  composite,
  aggregate,
];
