import { describeClaims, type ClaimsSuite } from "./contract-claims.js";
import { claimAttempts } from "./describe-engine-attempts.js";
import { claimContainers } from "./describe-engine-containers.js";
import { claimControl } from "./describe-engine-control.js";
import { claimFlow } from "./describe-engine-flow.js";
import { claimSignals } from "./describe-engine-signals.js";
import type { EngineSubject } from "./describe-engine-subject.js";

/** What every engine does, seen through `Engine` alone. */
export function describeEngine(suite: ClaimsSuite<EngineSubject>): void {
  describeClaims(suite, (claim) => {
    claimFlow(claim);
    claimAttempts(claim);
    claimContainers(claim);
    claimSignals(claim);
    claimControl(claim);
  });
}
