import type { ProposalEvent } from "@taskloom/interfaces";
import { mayGoOn } from "@taskloom/interpreter";
import { AttemptError } from "./attempt-error.js";
import { loadItems } from "./child-specs.js";
import { findNextSteps } from "./next-steps.js";
import { performStep } from "./perform-step.js";
import { isSlow } from "./slow-handler.js";
import { failedEvent } from "./step-events.js";
import type { CallSetting, StepRequest } from "./step-request.js";

/**
 * Performs the step that was asked for, and those that may follow in the same call. Gives what became of them, in the
 * order in which they ended.
 * @throws AttemptError when the first one's attempt failed, outside of relaxed units; TaskloomError when it is to be repeated
 */
export async function performSteps(setting: CallSetting, first: StepRequest): Promise<readonly ProposalEvent[]> {
  const { clock } = setting.ports;
  const { relaxed, maxDurationMs } = setting.host.limits;
  const begunAt = clock.now();
  const mayFollow = relaxed || mayGoOn(setting.index, setting.slice, first.record.path);
  const event = await performFirst(setting, first);
  if (!mayFollow) return [event];
  // A handler that takes long is no reason to make a call of its own of every decision after it.
  const steps = new Steps(setting, (relaxed ? begunAt : clock.now()) + maxDurationMs);
  await steps.goOn(event);
  return steps.events;
}

async function performFirst(setting: CallSetting, request: StepRequest): Promise<ProposalEvent> {
  try {
    return await performStep(setting, request);
  } catch (error) {
    if (error instanceof AttemptError && setting.host.limits.relaxed) return failedEvent(setting, request, error);
    throw error;
  }
}

/** The steps of a call after its first: one after the other, or at once where a container has joined a relaxed unit. */
class Steps {
  readonly events: ProposalEvent[] = [];
  readonly #setting: CallSetting;
  readonly #deadline: number;
  #begun = 1;

  constructor(setting: CallSetting, deadline: number) {
    this.#setting = setting;
    this.#deadline = deadline;
  }

  /** Notes what has happened, and performs what follows from it. */
  async goOn(event: ProposalEvent): Promise<void> {
    let next = this.#note(event);
    for (let [only] = next; only !== undefined && next.length === 1; [only] = next) {
      const further = await performFurther(this.#setting, only);
      next = further === undefined ? [] : this.#note(further);
    }
    await Promise.all(next.map(async (request) => this.#perform(request)));
  }

  async #perform(request: StepRequest): Promise<void> {
    const event = await performFurther(this.#setting, request);
    if (event !== undefined) await this.goOn(event);
  }

  /** What follows is folded and found here as it will be in the driver's state. */
  #note(event: ProposalEvent): readonly StepRequest[] {
    this.events.push(event);
    if (this.#isOver()) return [];
    try {
      const next = findNextSteps(this.#setting, event).slice(0, this.#setting.host.limits.maxSteps - this.#begun);
      this.#begun += next.length;
      return next;
    } catch {
      return [];
    }
  }

  #isOver(): boolean {
    const { host, ports } = this.#setting;
    return !host.limits.fuse || !host.isWanted() || ports.clock.now() >= this.#deadline;
  }
}

/**
 * What became of a further step; undefined when it was not made. Nothing that goes wrong in it may spoil the answer:
 * what cannot be done now, the driver asks for again.
 */
async function performFurther(setting: CallSetting, request: StepRequest): Promise<ProposalEvent | undefined> {
  try {
    if (isSlow(setting, request.record)) return undefined;
    const missing = await loadItems(setting.ports.store, setting.slice, request.record.path);
    return missing.length > 0 ? undefined : await performStep(setting, request);
  } catch (error) {
    const isOfUnit = error instanceof AttemptError && setting.host.limits.relaxed;
    return isOfUnit ? failedEvent(setting, request, error) : undefined;
  }
}
