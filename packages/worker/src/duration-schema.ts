import { parseDuration } from "@taskloom/shared";
import { z } from "zod";

/** A duration as authors write it, in milliseconds once it is read. In variables a number is a text. */
export const durationSchema: z.ZodType<number> = z.union([z.string(), z.number()]).transform((value, context) => {
  try {
    return parseDuration(typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value);
  } catch {
    context.addIssue({ code: "custom", message: "not a duration from 0 to 10 years, `30s` or `7d` for instance" });
    return z.NEVER;
  }
});
