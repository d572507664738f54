import type { JsonObject, JsonValue } from "@taskloom/interfaces";
import { z } from "zod";
import { buildDefinitionSchema } from "../definition/definition-schema.js";
import type { DefinitionSchema } from "../definition/definition-schema.js";
import type { TaskTypeOptions } from "../definition/open-definition.js";
import type { TaskTypeDefinition } from "../model/task-type.js";

const TASK: JsonObject = { $ref: "#/$defs/task" };

/** The JSON Schema (2020-12) of definitions with these task types, for editors. What it cannot say, `validate` does. */
export function createDefinitionJsonSchema(options: TaskTypeOptions): JsonObject {
  const schema = buildDefinitionSchema(options.taskTypes, options.defaultType);
  const workflow = toJsonSchema(schema.workflow);
  const forms = schema.taskTypes.map((type) => [`task.${type.type}`, createTaskForm(type, schema)] as const);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...workflow,
    title: "Taskloom workflow",
    $defs: { task: createTaskChoice(schema), ...Object.fromEntries(forms) },
  };
}

/** By its `type` a task has one form; so an editor names the fault of that form and not of all. */
function createTaskChoice({ taskTypes, defaultType }: DefinitionSchema): JsonObject {
  const cases = taskTypes.map(({ type }): JsonObject => {
    const named = { properties: { type: { const: type } } };
    const given = type === defaultType ? named : { ...named, required: ["type"] };
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    return { if: given, then: { $ref: `#/$defs/task.${type}` } };
  });
  return {
    type: "object",
    properties: { type: { enum: taskTypes.map(({ type }) => type), default: defaultType } },
    allOf: cases,
  };
}

function createTaskForm(type: TaskTypeDefinition, schema: DefinitionSchema): JsonObject {
  return toJsonSchema(schema.taskSchema(type));
}

function toJsonSchema(schema: z.ZodType): JsonObject {
  const made = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      if (jsonSchema["taskloom"] !== "task") return;
      delete jsonSchema["taskloom"];
      Object.assign(jsonSchema, TASK);
    },
  });
  return JSON.parse(JSON.stringify({ ...made, $schema: undefined })) as Record<string, JsonValue>;
}
