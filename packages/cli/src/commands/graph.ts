import type { RunDocument, StepId, TaskStatus } from "@taskloom/interfaces";
import { describeGraph, type WorkflowGraph } from "@taskloom/shared";
import { Option } from "commander";
import type { CommandDefinition } from "../command.js";
import { loadReadable } from "../engine/definitions.js";
import { openSession, type Session } from "../engine/session.js";
import { withEngine } from "../engine/with-runtime.js";
import { EXIT } from "../exit-code.js";
import { renderColoredDot, renderColoredMermaid } from "../graph/color-graph.js";
import { findStepStatuses } from "../graph/step-statuses.js";
import { runOptions, type CommonOptions } from "../options/common-options.js";
import { writeJson } from "../text/write-json.js";

type Format = "mermaid" | "dot" | "json";

interface GraphOptions extends CommonOptions {
  readonly format?: Format;
  readonly run?: string;
}

export const graph: CommandDefinition<GraphOptions> = {
  options: [
    new Option("--format <format>", "mermaid (default), dot or json").choices(["mermaid", "dot", "json"]),
    new Option("--run <id>", "colour what happened in this run"),
    ...runOptions,
  ],
  async run(invocation) {
    const { args, options, terminal } = invocation;
    const session = await openSession(invocation);
    const { compiled } = await loadReadable(args[0] ?? "", session);
    const described = describeGraph(compiled, { taskTypes: session.taskTypes });
    const document = options.run === undefined ? undefined : await readRun(options.run, session);
    if (document !== undefined && document.definition_hash !== compiled.hash) {
      terminal.stderr.write(`the run ${document.run_id} had another version of this definition\n`);
    }
    const statuses = document === undefined ? new Map() : findStepStatuses(described, document);
    print(described, statuses, options, terminal.stdout);
    return EXIT.done;
  },
};

async function readRun(run: string, session: Session): Promise<RunDocument> {
  return withEngine(session, async (engine) => engine.get(run, { all: true }));
}

function print(
  described: WorkflowGraph,
  statuses: ReadonlyMap<StepId, TaskStatus>,
  { format = "mermaid", run, json = false }: GraphOptions,
  stdout: NodeJS.WritableStream,
): void {
  if (format === "json" || json) {
    const statusOf = (id: StepId): object => (run === undefined ? {} : { status: statuses.get(id) ?? null });
    const nodes = described.nodes.map((node) => ({ ...node, ...statusOf(node.id) }));
    writeJson(stdout, { schema_version: 1, ...described, nodes });
  } else stdout.write((format === "dot" ? renderColoredDot : renderColoredMermaid)(described, statuses));
}
