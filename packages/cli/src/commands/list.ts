import type { RunPage } from "@taskloom/interfaces";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { openSession } from "../engine/session.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { collect, runOptions, type CommonOptions } from "../options/common-options.js";
import { readCount } from "../options/read-count.js";
import { readRunFilter, type RunFilterOptions } from "../options/run-filter.js";
import type { Terminal } from "../terminal/terminal.js";
import { formatRuns } from "../text/format-runs.js";
import { writeJson } from "../text/write-json.js";

interface ListOptions extends CommonOptions, RunFilterOptions {
  readonly limit?: string;
  readonly cursor?: string;
}

export const list: CommandDefinition<ListOptions> = {
  options: [
    new Option("--workflow <id>", "only runs of this workflow"),
    new Option("--status <status>", "only runs with this status; can be given again").argParser(collect),
    new Option("--label <key=value>", "only runs with this label; can be given again").argParser(collect),
    new Option("--started-after <time>", "a time (2026-01-31T09:00:00Z), or a duration before now (2d)"),
    new Option("--started-before <time>", "the same"),
    new Option("--limit <n>", "so many at most, up to 1,000 (default: 50)"),
    new Option("--cursor <cursor>", "go on where the list before ended"),
    ...runOptions,
  ],
  async run(invocation) {
    const { options, terminal } = invocation;
    const filter = readRunFilter(options, Date.now());
    const limit = readCount(options.limit, "--limit");
    const { cursor } = options;
    const request = { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
    const session = await openSession(invocation);
    const page = await withEngine(session, async (engine) => engine.list(filter, request));
    if (options.json === true) {
      writeJson(terminal.stdout, { schema_version: 1, runs: page.runs, cursor: page.cursor ?? null });
    } else showRuns(page, terminal);
    return EXIT.done;
  },
};

function showRuns({ runs, cursor }: RunPage, { stdout, stderr }: Terminal): void {
  stdout.write(formatRuns(runs));
  if (cursor !== undefined) stderr.write(`there are more: --cursor ${cursor}\n`);
}
