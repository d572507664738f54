import type { CommandDefinition } from "../command.js";
import { openSession } from "../engine/session.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { allOption, runOptions, type CommonOptions } from "../options/common-options.js";
import { colorsFor } from "../text/colors.js";
import { describeRun } from "../text/describe-run.js";
import { writeJson } from "../text/write-json.js";

interface DescribeOptions extends CommonOptions {
  readonly all?: boolean;
}

export const describe: CommandDefinition<DescribeOptions> = {
  options: [allOption, ...runOptions],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const { stdout } = terminal;
    const session = await openSession(invocation);
    const document = await withEngine(session, async (engine) =>
      engine.get(args[0] ?? "", { detailed: true, all: options.all === true }),
    );
    if (options.json === true) writeJson(stdout, document);
    else stdout.write(describeRun(document, { colors: colorsFor(stdout, terminal), now: Date.now() }));
    return EXIT.done;
  },
};
