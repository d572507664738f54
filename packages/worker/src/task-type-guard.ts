import type { TaskTypeDefinition } from "@taskloom/shared";
import { z } from "zod";

const isFunction = (value: unknown): boolean => typeof value === "function";
const callable = z.custom<unknown>(isFunction);

const shape = z.looseObject({
  type: z.string().min(1),
  configSchema: z.looseObject({}),
  children: callable,
  expressions: callable,
  effects: callable,
  next: callable,
  signals: callable,
  create: callable,
});

/** Whether it has the form of a task type; it may come from a module that is not typed. */
export function isTaskType(value: unknown): value is TaskTypeDefinition {
  return shape.safeParse(value).success;
}
