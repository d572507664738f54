import { z } from "zod";

/** A whole number from 1 to that. In variables it is a text. */
export function countUpTo(most: number): z.ZodType<number> {
  return z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().min(1).max(most));
}
