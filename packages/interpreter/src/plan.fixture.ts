import {
  DEFAULT_RETRY_POLICY,
  type AttemptPolicy,
  type ChildrenDirective,
  type ChildSpec,
  type Plan,
  type PlanStep,
  type RetryPolicy,
  type SettlePolicy,
  type WaitDirective,
} from "@taskloom/interfaces";

/** A plan whose steps call handlers, unless they say otherwise; the first one starts. */
export function createPlan(steps: Readonly<Record<string, Partial<PlanStep>>>, keys: Partial<Plan> = {}): Plan {
  const [start = ""] = Object.keys(steps);
  const entries = Object.entries(steps).map(([id, step]) => [id, { type: "work", effects: "handler", ...step }]);
  const signals = Object.values(steps).flatMap(({ awaits }) => (awaits === undefined ? [] : [awaits]));
  return { version: 1, workflow: "flow", start, steps: Object.fromEntries(entries) as Plan["steps"], signals, ...keys };
}

/** A step that is made in attempts. */
export function withAttempts(retry: Partial<RetryPolicy> = {}, limits: Partial<AttemptPolicy> = {}): Partial<PlanStep> {
  return { attempts: { retry: { ...DEFAULT_RETRY_POLICY, ...retry }, timeoutMs: 300_000, ...limits } };
}

/** A step that only decides, as containers and routers do. */
export const deciding: Partial<PlanStep> = { effects: "none" };

/** A step that waits for a signal of that name. */
export function awaiting(name: string): Partial<PlanStep> {
  return { effects: "wait", awaits: name };
}

const common = { waitForLosers: false, order: "listed" } as const;

export const STRATEGIES = {
  wait_all: { ...common, succeed: "all", cancelLosers: false },
  fail_fast: { ...common, succeed: "all", stopOn: "failure", cancelLosers: true },
  best_effort: { ...common, succeed: "any", cancelLosers: false },
  race: { ...common, succeed: "first", stopOn: "success", cancelLosers: true },
} as const satisfies Record<string, SettlePolicy>;

/** Children named after their steps. */
export function listChildren(...ids: readonly string[]): { readonly children: readonly ChildSpec[] } {
  return { children: ids.map((id) => ({ step: id, id })) };
}

/** Items that all run the same step. */
export function countChildren(count: number, step: string): ChildrenDirective["source"] {
  return { count, step, ref: "children", hash: "hash" };
}

/** Children that run together, all of which must complete, unless it says otherwise. */
export function childrenOf(
  source: ChildrenDirective["source"],
  keys: Partial<ChildrenDirective> = {},
): ChildrenDirective {
  return { kind: "children", source, window: 100, settle: STRATEGIES.wait_all, collect: "map", ask: "never", ...keys };
}

/** A wait for a signal that takes the first one as it is, unless it says otherwise. */
export function waitFor(signal: string, keys: Partial<WaitDirective> = {}): WaitDirective {
  return { kind: "wait", for: { signal }, ask: "never", ...keys };
}
