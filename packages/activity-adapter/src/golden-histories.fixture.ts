import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { HistoryAndWorkflowId } from "@temporalio/client";
import type { History } from "@temporalio/common/lib/proto-utils.js";
import proto from "@temporalio/proto";

const { History: HistoryMessage } = proto.temporal.api.history.v1;

const FOLDER = fileURLToPath(new URL("../golden/", import.meta.url));

const SUFFIX = ".json";

/** The histories that are kept, by the names of their runs. */
export function readHistories(): readonly HistoryAndWorkflowId[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(SUFFIX));
  return files.toSorted().map((file) => ({
    workflowId: file.slice(0, -SUFFIX.length),
    history: HistoryMessage.fromObject(JSON.parse(readFileSync(FOLDER + file, "utf8")) as Record<string, unknown>),
  }));
}

/** Keeps a history as that of a run of this name. */
export function writeHistory(name: string, history: History): void {
  mkdirSync(FOLDER, { recursive: true });
  // Temporal's own `historyToJSON` fails where npm has installed its packages with a protobufjs each.
  const message = HistoryMessage.toObject(HistoryMessage.fromObject(history), TO_JSON);
  writeFileSync(`${FOLDER}${name}${SUFFIX}`, `${JSON.stringify(message, withoutMachine, 2)}\n`);
}

const TO_JSON = { longs: String, enums: String, bytes: String };

/** Leaves out who made a history, and where: nothing of it is replayed. */
function withoutMachine(key: string, value: unknown): unknown {
  if (key === "identity" || key === "workerVersion" || key === "stackTrace") return undefined;
  // The queue of a worker that keeps the run in its cache is named after the worker's process.
  return key === "name" && /^\d+@/.test(String(value)) ? "sticky" : value;
}
