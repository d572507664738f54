import { createDefinitionJsonSchema } from "@taskloom/shared";
import type { CommandDefinition } from "../command.js";
import { openSession } from "../engine/session.js";
import { EXIT } from "../exit-code.js";
import { definitionOptions, type CommonOptions } from "../options/common-options.js";
import { writeJson } from "../text/write-json.js";

export const schema: CommandDefinition<CommonOptions> = {
  options: definitionOptions,
  async run(invocation) {
    const { taskTypes, terminal } = await openSession(invocation);
    writeJson(terminal.stdout, createDefinitionJsonSchema({ taskTypes }));
    return EXIT.done;
  },
};
