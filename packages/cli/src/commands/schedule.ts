import type { Schedules, ScheduleSummary } from "@taskloom/interfaces";
import type { CommandDefinition } from "../command.js";
import { openSession, type Session } from "../engine/session.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { createUsageError } from "../options/usage-error.js";
import { formatTable } from "../text/table.js";
import { writeJson } from "../text/write-json.js";

export const schedule: CommandDefinition<CommonOptions> = {
  options: runOptions,
  async run(invocation) {
    const [action = "", workflow] = invocation.args;
    const perform = chooseAction(action, workflow);
    const session = await openSession(invocation);
    await withEngine(session, async ({ schedules }) => perform(schedules, session));
    return EXIT.done;
  },
};

type Action = (schedules: Schedules, session: Session) => Promise<void>;

/** @throws USAGE */
function chooseAction(name: string, workflow: string | undefined): Action {
  if (name === "list" && workflow === undefined) return listSchedules;
  const act = ACTIONS.get(name);
  if (act === undefined) throw createUsageError(`schedule ${name}: there are list, ${[...ACTIONS.keys()].join(", ")}`);
  if (workflow === undefined) throw createUsageError(`schedule ${name} needs the id of a workflow`);
  return async (schedules, session) => act(schedules, workflow, session);
}

const ACTIONS: ReadonlyMap<string, (schedules: Schedules, workflow: string, session: Session) => Promise<void>> =
  new Map([
    [
      "pause",
      async (schedules, workflow, session) => {
        await schedules.pause(workflow);
        tell(session, workflow, "is paused", { paused: true });
      },
    ],
    [
      "resume",
      async (schedules, workflow, session) => {
        await schedules.resume(workflow);
        tell(session, workflow, "goes on", { paused: false });
      },
    ],
    [
      "trigger",
      async (schedules, workflow, session) => {
        const runId = await schedules.trigger(workflow);
        tell(session, workflow, `started ${runId}`, { run_id: runId });
      },
    ],
  ]);

function tell({ options, terminal: { stdout } }: Session, workflow: string, text: string, result: object): void {
  if (options.json === true) writeJson(stdout, { schema_version: 1, workflow, ...result });
  else stdout.write(`${workflow} ${text}\n`);
}

async function listSchedules(schedules: Schedules, { options, terminal: { stdout } }: Session): Promise<void> {
  const listed = await schedules.list();
  if (options.json === true) writeJson(stdout, { schema_version: 1, schedules: listed });
  else stdout.write(formatTable([["WORKFLOW", "CRON", "TIME ZONE", "NEXT", "LAST"], ...listed.map(toRow)]));
}

function toRow({ workflow, cron, time_zone, paused, next_at, last_at }: ScheduleSummary): readonly string[] {
  return [workflow, cron, time_zone, paused ? "paused" : (next_at ?? ""), last_at ?? ""];
}
