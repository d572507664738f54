import { z } from "zod";
import type { Setting } from "./setting.js";
import type { SettingValues } from "./setting-values.js";
import type { TemporalDeployment } from "./temporal-config.js";

export type TemporalKey = "temporal.address" | "temporal.namespace" | "temporal.task_queue" | "temporal.deployment";

const text = z.string().trim().min(1);

/** A name has no dot; a build id may have some. */
const deploymentSchema = text.transform((value, context): TemporalDeployment => {
  const [, deploymentName, buildId] = /^([^\s.]+)\.(\S+)$/.exec(value) ?? [];
  if (deploymentName !== undefined && buildId !== undefined) return { deploymentName, buildId };
  context.addIssue({ code: "custom", message: "not `<deployment name>.<build id>`" });
  return z.NEVER;
});

/** What is undefined here may still come from Temporal's own profile. */
export const TEMPORAL_SETTINGS: { readonly [K in TemporalKey]: Setting<SettingValues[K]> } = {
  "temporal.address": {
    schema: text,
    variable: "TASKLOOM_TEMPORAL_ADDRESS",
    otherVariable: "TEMPORAL_ADDRESS",
    flag: "--address",
    fallback: undefined,
  },
  "temporal.namespace": {
    schema: text,
    variable: "TASKLOOM_TEMPORAL_NAMESPACE",
    otherVariable: "TEMPORAL_NAMESPACE",
    flag: "--namespace",
    fallback: undefined,
  },
  "temporal.task_queue": {
    schema: text,
    variable: "TASKLOOM_TASK_QUEUE",
    flag: "--task-queue",
    fallback: "taskloom",
  },
  "temporal.deployment": {
    schema: deploymentSchema,
    variable: "TASKLOOM_DEPLOYMENT",
    flag: "--deployment",
    fallback: undefined,
  },
};
