import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandLinesIn, type CommandLines } from "./command-line.fixture.js";

interface Case {
  readonly name: string;
  readonly argv: readonly string[];
  readonly code: string;
  readonly exit: number;
  readonly files?: Readonly<Record<string, string>>;
  readonly prepare?: (lines: CommandLines) => Promise<unknown>;
}

const echo = "id: order\ntasks: [{ id: a, action: core.echo }]\n";
const waiting = "id: order\ntasks: [{ id: w, type: wait, wait_for: go }]\n";
const FILES = {
  "order.yaml": echo,
  "waiting.yaml": waiting,
  "twin.yaml": echo,
  "broken.yaml": "id: order\ntasks: [",
  "unknown-key.yaml": "id: order\ntasks: [{ id: a, action: core.echo, wiht: 1 }]\n",
  "unknown-action.yaml": "id: order\ntasks: [{ id: a, action: core.ecko }]\n",
  "typed.yaml": `${echo}input_schema: { type: object, required: [n] }\n`,
  "queued.yaml": "id: order\ntasks: [{ id: a, action: core.echo, task_queue: gpu }]\n",
  "never.yaml": `${echo}triggers: [{ type: schedule, cron: "99 * * * *" }]\n`,
  "throws.mjs": 'throw new Error("no");\n',
  "empty.mjs": "export const nothing = 1;\n",
  "no-function.mjs": 'export default { "my.action": 3 };\n',
  "reserved.mjs": 'export default { "core.echo": () => 1 };\n',
  "broken.mjs": "export default {\n",
  "one.mjs": 'export default { "my.action": () => 1 };\n',
  "other.mjs": 'export default { "my.action": () => 2 };\n',
  "config.json": '{ "concurency": 3 }',
  "list.json": "[1",
};

const run = (...argv: readonly string[]): readonly string[] => ["run", ...argv, "--journal", ":memory:"];
const onOrder = (...argv: readonly string[]): readonly string[] => run("@/order.yaml", ...argv);

const CASES: readonly Case[] = [
  { name: "no command", argv: [], code: "USAGE", exit: 2 },
  { name: "an unknown command", argv: ["rnu"], code: "USAGE", exit: 2 },
  { name: "an unknown option", argv: onOrder("--jsn"), code: "USAGE", exit: 2 },
  { name: "no file", argv: ["run"], code: "USAGE", exit: 2 },
  { name: "an argument too many", argv: onOrder("b"), code: "USAGE", exit: 2 },
  { name: "a choice that there is not", argv: onOrder("--if-exists", "maybe"), code: "USAGE", exit: 2 },
  { name: "a malformed --timeout", argv: onOrder("--timeout", "soon"), code: "USAGE", exit: 2 },
  { name: "a negative --timeout", argv: onOrder("--timeout=-5s"), code: "USAGE", exit: 2 },
  { name: "an unknown --engine", argv: onOrder("--engine", "quantum"), code: "ENGINE_UNKNOWN", exit: 2 },
  { name: "a missing --config", argv: onOrder("--config", "nope.json"), code: "CONFIG_INVALID", exit: 2 },
  { name: "an unknown setting", argv: onOrder("--config", "config.json"), code: "CONFIG_INVALID", exit: 2 },
  { name: "a malformed --store", argv: onOrder("--store", "http://x"), code: "CONFIG_INVALID", exit: 2 },
  {
    name: "an --address with a scheme",
    argv: onOrder("--engine", "temporal", "--address", "http://x"),
    code: "CONFIG_INVALID",
    exit: 2,
  },
  {
    name: "a --metrics-port that is none",
    argv: ["worker", "@/order.yaml", "--metrics-port", "many"],
    code: "CONFIG_INVALID",
    exit: 2,
  },
  { name: "a missing definition", argv: run("@/nope.yaml"), code: "DEFINITION_NOT_FOUND", exit: 4 },
  {
    name: "a folder as a definition",
    argv: run("@/folder.yaml"),
    code: "DEFINITION_NOT_FOUND",
    exit: 4,
    prepare: addFolder,
  },
  { name: "a definition of no known kind", argv: run("@/order.txt"), code: "DEFINITION_INVALID", exit: 3 },
  { name: "an id that no worker serves", argv: ["start", "order"], code: "DEFINITION_NOT_FOUND", exit: 4 },
  { name: "invalid YAML", argv: run("@/broken.yaml"), code: "YAML_SYNTAX", exit: 3 },
  { name: "an unknown key", argv: run("@/unknown-key.yaml"), code: "KEY_UNKNOWN", exit: 3 },
  { name: "a module that throws as a definition", argv: run("@/throws.mjs"), code: "DEFINITION_INVALID", exit: 3 },
  { name: "an unknown action", argv: run("@/unknown-action.yaml"), code: "HANDLER_NOT_FOUND", exit: 3 },
  {
    name: "an unknown action in a worker",
    argv: ["worker", "@/unknown-action.yaml"],
    code: "HANDLER_NOT_FOUND",
    exit: 3,
  },
  {
    name: "the same id twice in a worker",
    argv: ["worker", "@/order.yaml", "@/twin.yaml"],
    code: "DUPLICATE_ID",
    exit: 3,
  },
  { name: "no file for a worker", argv: ["worker", "@/x/*.yaml"], code: "DEFINITION_NOT_FOUND", exit: 4 },
  { name: "missing handlers", argv: onOrder("--handlers", "nope.mjs"), code: "HANDLERS_INVALID", exit: 3 },
  {
    name: "handlers that throw when imported",
    argv: onOrder("--handlers", "throws.mjs"),
    code: "HANDLERS_INVALID",
    exit: 3,
  },
  {
    name: "handlers that are no JavaScript",
    argv: onOrder("--handlers", "broken.mjs"),
    code: "HANDLERS_INVALID",
    exit: 3,
  },
  { name: "handlers that export nothing", argv: onOrder("--handlers", "empty.mjs"), code: "HANDLERS_INVALID", exit: 3 },
  {
    name: "a handler that is no function",
    argv: onOrder("--handlers", "no-function.mjs"),
    code: "HANDLERS_INVALID",
    exit: 3,
  },
  {
    name: "a handler with a reserved name",
    argv: onOrder("--handlers", "reserved.mjs"),
    code: "HANDLERS_INVALID",
    exit: 3,
  },
  {
    name: "one action in two modules",
    argv: onOrder("--handlers", "one.mjs", "other.mjs"),
    code: "HANDLERS_INVALID",
    exit: 3,
  },
  { name: "an option that the engine has not", argv: run("@/queued.yaml"), code: "OPTION_NOT_SUPPORTED", exit: 3 },
  { name: "such an option in start", argv: ["start", "@/queued.yaml"], code: "OPTION_NOT_SUPPORTED", exit: 3 },
  { name: "such an option in a worker", argv: ["worker", "@/queued.yaml"], code: "OPTION_NOT_SUPPORTED", exit: 3 },
  { name: "a cron text that never comes", argv: run("@/never.yaml"), code: "SCHEDULE_INVALID", exit: 3 },
  { name: "such a cron text in start", argv: ["start", "@/never.yaml"], code: "SCHEDULE_INVALID", exit: 3 },
  { name: "such a cron text in a worker", argv: ["worker", "@/never.yaml"], code: "SCHEDULE_INVALID", exit: 3 },
  { name: "missing task types", argv: onOrder("--task-types", "nope.mjs"), code: "TASK_TYPES_INVALID", exit: 3 },
  {
    name: "task types that export none",
    argv: onOrder("--task-types", "empty.mjs"),
    code: "TASK_TYPES_INVALID",
    exit: 3,
  },
  { name: "--input that is not JSON", argv: onOrder("--input", "{bad"), code: "INPUT_NOT_JSON", exit: 3 },
  {
    name: "--input from a file that is not JSON",
    argv: onOrder("--input", "@list.json"),
    code: "INPUT_NOT_JSON",
    exit: 3,
  },
  { name: "--input from a missing file", argv: onOrder("--input", "@nope.json"), code: "FILE_FAILED", exit: 4 },
  { name: "--input that mixes forms", argv: onOrder("--input", "{}", "--input", "a=1"), code: "USAGE", exit: 2 },
  { name: "--input that does not fit", argv: run("@/typed.yaml"), code: "INPUT_INVALID", exit: 3 },
  { name: "a bad --run-id", argv: onOrder("--run-id", "a/b"), code: "RUN_ID_INVALID", exit: 3 },
  { name: "--signal without a payload", argv: run("@/waiting.yaml", "--signal", "go"), code: "USAGE", exit: 2 },
  {
    name: "--signal that is not JSON",
    argv: run("@/waiting.yaml", "--signal", "go={"),
    code: "INPUT_NOT_JSON",
    exit: 3,
  },
  {
    name: "--signal that no wait names",
    argv: run("@/waiting.yaml", "--signal", "og=1"),
    code: "SIGNAL_NOT_EXPECTED",
    exit: 3,
  },
  {
    name: "--payload that is not JSON",
    argv: ["signal", "r", "go", "--payload", "{"],
    code: "INPUT_NOT_JSON",
    exit: 3,
  },
  { name: "a verdict without a run", argv: ["signal", "go", "--verdict"], code: "USAGE", exit: 2 },
  { name: "a signal with too many words", argv: ["signal", "r", "go", "now"], code: "USAGE", exit: 2 },
  { name: "an unknown run to describe", argv: ["describe", "r"], code: "RUN_NOT_FOUND", exit: 4 },
  { name: "an unknown run to watch", argv: ["watch", "r"], code: "RUN_NOT_FOUND", exit: 4 },
  { name: "an unknown run to continue", argv: ["continue", "r"], code: "RUN_NOT_FOUND", exit: 4 },
  { name: "an unknown run to signal", argv: ["signal", "r", "go"], code: "RUN_NOT_FOUND", exit: 4 },
  { name: "an unknown run to cancel", argv: ["cancel", "r"], code: "RUN_NOT_FOUND", exit: 4 },
  { name: "logs of an unknown run", argv: ["logs", "r"], code: "RUN_NOT_FOUND", exit: 4 },
  { name: "logs as one document without end", argv: ["logs", "r", "--json", "--follow"], code: "USAGE", exit: 2 },
  { name: "an unknown status", argv: ["list", "--status", "done"], code: "USAGE", exit: 2 },
  { name: "a label without a value", argv: ["list", "--label", "team"], code: "USAGE", exit: 2 },
  { name: "a malformed time", argv: ["list", "--started-after", "2026-99-99"], code: "USAGE", exit: 2 },
  { name: "a malformed --limit", argv: ["list", "--limit", "0"], code: "USAGE", exit: 2 },
  { name: "an unknown schedule", argv: ["schedule", "trigger", "order"], code: "SCHEDULE_NOT_FOUND", exit: 4 },
  { name: "an unknown action on schedules", argv: ["schedule", "delete", "order"], code: "USAGE", exit: 2 },
  { name: "a schedule without its workflow", argv: ["schedule", "pause"], code: "USAGE", exit: 2 },
  { name: "prune without an age", argv: ["prune"], code: "USAGE", exit: 2 },
  { name: "a malformed age", argv: ["prune", "--older-than", "old"], code: "USAGE", exit: 2 },
  {
    name: "a damaged journal",
    argv: ["list", "--journal", "damaged.db"],
    code: "JOURNAL_CORRUPT",
    exit: 1,
    prepare: damage,
  },
  {
    name: "a folder as a journal",
    argv: ["list", "--journal", "folder.yaml"],
    code: "JOURNAL_READ_ONLY",
    exit: 5,
    prepare: addFolder,
  },
];

async function addFolder({ folder }: CommandLines): Promise<void> {
  await mkdir(join(folder, "folder.yaml"));
}

async function damage({ folder }: CommandLines): Promise<void> {
  await writeFile(join(folder, "damaged.db"), "this is no journal".repeat(500));
  await chmod(join(folder, "damaged.db"), 0o600);
}

describe("bad input", () => {
  it.for(CASES)(
    "$name is $code with exit code $exit, and prints nothing to stdout",
    async ({ argv, code, exit, prepare }) => {
      const lines = await commandLinesIn(FILES);
      await prepare?.(lines);
      const called = await lines.call(...argv);
      expect({ codes: findCodes(called.err), exit: called.exit, out: called.out }).toStrictEqual({
        codes: [code],
        exit,
        out: "",
      });
    },
  );
});

/** The codes of the errors on stderr. */
function findCodes(err: string): readonly string[] {
  return [...err.matchAll(/^(?:\S+ )?error ([A-Z_]+) /gm)].map((match) => match[1] ?? "");
}
