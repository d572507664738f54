import { z } from "zod";

/** In variables a number is a text. */
const written = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** A whole number from 1 to that. */
export function countUpTo(most: number): z.ZodType<number> {
  return written.pipe(z.int().min(1).max(most));
}

/** 0 stands for any port that is free. */
export const portSchema: z.ZodType<number> = written.pipe(z.int().min(0).max(65_535));
