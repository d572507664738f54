import type { AdvanceRequest, AdvanceResult, Command, Plan, RunStart, StoredValue } from "@taskloom/interfaces";
import { applyProposal, createRunState, indexPlan, reduce, sliceOf } from "@taskloom/interpreter";
import { scheduleActivity } from "@temporalio/workflow";

/** What the tracer's workflow is started with. */
export interface TracerInput {
  readonly plan: Plan;
  readonly start: RunStart;
}

/** Drives the interpreter by Temporal's activities: enough of a driver for runs that always go well. */
export default async function runOnTemporal({ plan, start }: TracerInput): Promise<StoredValue | undefined> {
  const index = indexPlan(plan);
  const state = createRunState(start);
  const ended = new Promise<void>((resolve, reject) => {
    const perform = (commands: readonly Command[]): void => {
      for (const command of commands) {
        if (command.kind === "end_run") resolve();
        if (command.kind === "advance") call(command).catch(reject);
      }
    };
    const call = async (command: Extract<Command, { kind: "advance" }>): Promise<void> => {
      const { path, call: number, ask } = command;
      const slice = sliceOf(index, state, path);
      const request: AdvanceRequest = { protocol: 1, path, call: number, ask, basis: state.control, slice };
      const type = plan.steps[state.tasks[path]?.step ?? ""]?.type ?? "run";
      const result = await scheduleActivity<AdvanceResult>(`task.${type}`, [request], { startToCloseTimeout: 60_000 });
      if (result.outcome !== "proposal") throw new Error(`the call for ${path} answered ${result.outcome}`);
      perform(applyProposal(index, state, result.events, Date.now()).commands);
    };
    perform(reduce(index, state, { kind: "run_started" }, Date.now()).commands);
  });
  await ended;
  return state.output;
}
