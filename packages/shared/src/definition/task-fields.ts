import { z } from "zod";
import { cel, duration, jsonSchema, template, templateMap } from "./fields.js";

/** The id of a task to go to. */
const transition: z.ZodObject<{ next: z.ZodString }, z.core.$strict> = z.strictObject({ next: z.string().min(1) });

/** `strict`: the result of every handler is durable before the next one starts. `relaxed`: short tasks are one unit. */
export const durability: z.ZodEnum<{ strict: "strict"; relaxed: "relaxed" }> = z.enum(["strict", "relaxed"]);

/** For people and for filters. */
export const labels: z.ZodRecord<z.ZodString, z.ZodUnion<[z.ZodString, z.ZodNumber, z.ZodBoolean]>> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]),
);

/** Values for templates. */
export const env: z.ZodRecord<z.ZodString, z.ZodUnknown> = z.record(z.string(), z.unknown());

/** The keys that every task has. */
export const taskFields: {
  id: z.ZodOptional<z.ZodString>;
  type: z.ZodOptional<z.ZodString>;
  title: z.ZodOptional<z.ZodString>;
  description: z.ZodOptional<z.ZodString>;
  labels: z.ZodOptional<typeof labels>;
  if: z.ZodOptional<typeof cel>;
  with: z.ZodOptional<typeof template>;
  input_schema: z.ZodOptional<typeof jsonSchema>;
  output_schema: z.ZodOptional<typeof jsonSchema>;
  outputs: z.ZodOptional<typeof templateMap>;
  on_success: z.ZodOptional<typeof transition>;
  on_error: z.ZodOptional<typeof transition>;
  delay: z.ZodOptional<typeof duration>;
  durability: z.ZodOptional<typeof durability>;
  env: z.ZodOptional<typeof env>;
} = {
  id: z.string().optional(),
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  labels: labels.optional(),
  if: cel.optional(),
  with: template.optional(),
  input_schema: jsonSchema.optional(),
  output_schema: jsonSchema.optional(),
  outputs: templateMap.optional(),
  on_success: transition.optional(),
  on_error: transition.optional(),
  delay: duration.optional(),
  durability: durability.optional(),
  env: env.optional(),
};
