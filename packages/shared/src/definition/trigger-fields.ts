import { z } from "zod";
import { codedIssue, duration, template } from "./fields.js";

const CRON_FIELDS = /^\S+(?:\s+\S+){4,5}$/;

/** Five or six fields; what stands in them is checked by whoever reads cron. */
const cron: z.ZodString = z.string().check(({ value, issues }) => {
  if (CRON_FIELDS.test(value.trim())) return;
  issues.push(codedIssue("SCHEDULE_INVALID", `'${value}' has not five or six fields`, value));
});

const timeZone: z.ZodString = z.string().check(({ value, issues }) => {
  if (isTimeZone(value)) return;
  issues.push(codedIssue("SCHEDULE_INVALID", `'${value}' is no IANA time zone`, value));
});

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** A run starts when a signal of that name is sent without a target. */
const signalTrigger: z.ZodObject<
  { type: z.ZodLiteral<"signal">; name: z.ZodString; input: z.ZodOptional<typeof template> },
  z.core.$strict
> = z.strictObject({ type: z.literal("signal"), name: z.string().min(1), input: template.optional() });

/** A run starts at times. */
const scheduleTrigger: z.ZodObject<
  {
    type: z.ZodLiteral<"schedule">;
    cron: z.ZodString;
    time_zone: z.ZodOptional<z.ZodString>;
    overlap: z.ZodOptional<z.ZodEnum<{ skip: "skip"; buffer_one: "buffer_one"; allow: "allow" }>>;
    catch_up: z.ZodOptional<typeof duration>;
    input: z.ZodOptional<typeof template>;
  },
  z.core.$strict
> = z.strictObject({
  type: z.literal("schedule"),
  cron,
  time_zone: timeZone.optional(),
  overlap: z.enum(["skip", "buffer_one", "allow"]).optional(),
  catch_up: duration.optional(),
  input: template.optional(),
});

/** What starts runs by itself. */
export const trigger: z.ZodDiscriminatedUnion<[typeof signalTrigger, typeof scheduleTrigger], "type"> =
  z.discriminatedUnion("type", [signalTrigger, scheduleTrigger]);
