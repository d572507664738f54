import { z } from "zod";
import type { ZodObject } from "zod";

/** The keys that a schema knows at a place. */
export function listKnownKeys(schema: ZodObject, path: readonly (string | number)[]): readonly string[] {
  const places = path.reduce<readonly unknown[]>(
    (found, segment) => found.flatMap((inner) => stepInto(inner, segment)),
    [schema],
  );
  return [...new Set(places.flatMap((place) => listForms(place)).flatMap((form) => Object.keys(form.shape)))];
}

function stepInto(schema: unknown, segment: string | number): readonly unknown[] {
  if (schema instanceof z.ZodOptional) return stepInto(schema.unwrap(), segment);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => stepInto(option, segment));
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  return schema instanceof z.ZodObject ? [schema.shape[segment]] : [];
}

function listForms(schema: unknown): readonly ZodObject[] {
  if (schema instanceof z.ZodOptional) return listForms(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => listForms(option));
  return schema instanceof z.ZodObject ? [schema] : [];
}
