import type { SettlePolicy } from "@taskloom/interfaces";
import type { ConfigProblem } from "../model/task-type.js";

/** How a container with several children settles. */
type Strategy = "wait_all" | "fail_fast" | "best_effort" | "race";

/** Keys of a container that say how its children settle. */
export interface SettleKeys {
  /** Default `wait_all`. */
  readonly strategy?: Strategy;
  /** A number of failures, or a share of the children (`"5%"`), that `wait_all` overlooks. */
  readonly tolerated_failures?: number | string;
}

const common = { waitForLosers: false, order: "listed" } as const;

const POLICIES: Readonly<Record<Strategy, SettlePolicy>> = {
  wait_all: { ...common, succeed: "all", cancelLosers: false },
  fail_fast: { ...common, succeed: "all", stopOn: "failure", cancelLosers: true },
  best_effort: { ...common, succeed: "any", cancelLosers: false },
  race: { ...common, succeed: "first", stopOn: "success", cancelLosers: true },
};

/** The policy of a container with so many children. A share of them is rounded down. */
export function createSettlePolicy(keys: SettleKeys, childCount: number): SettlePolicy {
  const policy = POLICIES[keys.strategy ?? "wait_all"];
  if (keys.tolerated_failures === undefined) return policy;
  return { ...policy, toleratedFailures: countTolerated(keys.tolerated_failures, childCount) };
}

/** TOLERANCE_NEEDS_WAIT_ALL when failures are to be tolerated under another strategy. */
export function checkTolerance(keys: SettleKeys): readonly ConfigProblem[] {
  if (keys.tolerated_failures === undefined || (keys.strategy ?? "wait_all") === "wait_all") return [];
  return [
    {
      pointer: ["tolerated_failures"],
      code: "TOLERANCE_NEEDS_WAIT_ALL",
      message: `\`tolerated_failures\` goes with \`wait_all\` only, not with \`${keys.strategy}\``,
    },
  ];
}

function countTolerated(tolerated: number | string, childCount: number): number {
  return typeof tolerated === "number" ? tolerated : takeShare(tolerated, childCount);
}

/** Exact: a product of doubles would turn 29 tolerated failures into 28. */
function takeShare(percent: string, childCount: number): number {
  const [whole = "", fraction = ""] = percent.replace("%", "").split(".");
  return Number((BigInt(childCount) * BigInt(whole + fraction)) / 10n ** BigInt(fraction.length + 2));
}
