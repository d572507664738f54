import { z } from "zod";
import { codedIssue, duration, ID_PATTERN, jsonSchema, nestedTask, retry, templateMap } from "./fields.js";
import { durability, env, labels } from "./task-fields.js";
import { trigger } from "./trigger-fields.js";

const workflowId: z.ZodString = z.string().check(({ value, issues }) => {
  if (!ID_PATTERN.test(value)) issues.push(codedIssue("ID_INVALID", `'${value.slice(0, 110)}' is no id`, value));
});

const tasks: z.ZodArray<typeof nestedTask> = z.array(nestedTask).check(({ value, issues }) => {
  if (value.length === 0) issues.push(codedIssue("TASKS_EMPTY", "a workflow needs at least one task", value));
});

/** `retry` and `timeout` apply to the tasks whose work is made in attempts, `durability` to all. */
const defaults: z.ZodObject<
  {
    retry: z.ZodOptional<typeof retry>;
    timeout: z.ZodOptional<typeof duration>;
    durability: z.ZodOptional<typeof durability>;
  },
  z.core.$strict
> = z.strictObject({ retry: retry.optional(), timeout: duration.optional(), durability: durability.optional() });

/** The keys of a workflow; its tasks are validated each by the schema of its type. */
export const workflowSchema: z.ZodObject<
  {
    id: typeof workflowId;
    title: z.ZodOptional<z.ZodString>;
    description: z.ZodOptional<z.ZodString>;
    labels: z.ZodOptional<typeof labels>;
    version: z.ZodOptional<z.ZodString>;
    input_schema: z.ZodOptional<typeof jsonSchema>;
    env: z.ZodOptional<typeof env>;
    defaults: z.ZodOptional<typeof defaults>;
    timeout: z.ZodOptional<typeof duration>;
    triggers: z.ZodOptional<z.ZodArray<typeof trigger>>;
    tasks: typeof tasks;
    start: z.ZodOptional<z.ZodString>;
    outputs: z.ZodOptional<typeof templateMap>;
  },
  z.core.$strict
> = z.strictObject({
  id: workflowId,
  title: z.string().optional(),
  description: z.string().optional(),
  labels: labels.optional(),
  version: z.string().optional(),
  input_schema: jsonSchema.optional(),
  env: env.optional(),
  defaults: defaults.optional(),
  timeout: duration.optional(),
  triggers: z.array(trigger).optional(),
  tasks,
  start: z.string().min(1).optional(),
  outputs: templateMap.optional(),
});

/** A workflow as its author writes it; tasks of any type. */
export type WorkflowConfig = z.infer<typeof workflowSchema>;
