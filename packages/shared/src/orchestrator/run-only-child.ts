import type { ChildrenDirective, ChildSpec } from "@taskloom/interfaces";

/** Runs one child, whose output and error are those of the work. */
export function runOnlyChild(child: ChildSpec, ask: "never" | "at_end"): ChildrenDirective {
  return {
    kind: "children",
    source: { children: [child] },
    window: 1,
    settle: { succeed: "all", cancelLosers: false, waitForLosers: false, order: "listed" },
    collect: "only",
    ask,
  };
}
