import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { assertEmbedded } from "../engine/assert-embedded.js";
import { openSession } from "../engine/session.js";
import { withJournal } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { readDuration } from "../options/read-duration.js";
import { countOf } from "../text/count-of.js";
import { writeJson } from "../text/write-json.js";

interface PruneOptions extends CommonOptions {
  readonly olderThan: string;
}

export const prune: CommandDefinition<PruneOptions> = {
  options: [
    new Option("--older-than <duration>", "runs that ended longer ago than this: 7d").makeOptionMandatory(),
    ...runOptions,
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const endedBefore = Date.now() - (readDuration(options.olderThan, "--older-than") ?? 0);
    const session = await openSession(invocation);
    assertEmbedded(session, "prune", "a Temporal server removes finished runs after the retention of their namespace");
    const removed = await withJournal(session, async (journal) => journal.prune(endedBefore));
    if (options.json === true) writeJson(terminal.stdout, { schema_version: 1, removed });
    else terminal.stdout.write(`${countOf(removed, "run")} removed\n`);
    return EXIT.done;
  },
};
