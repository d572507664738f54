import type { PageRequest, RunFilter, RunPage, RunSummary, TaskStatus } from "@taskloom/interfaces";
import { defaultPayloadConverter } from "@temporalio/client";
import proto from "@temporalio/proto";
import type { EngineSetting } from "./engine-setting.js";
import { readMemo } from "./run-memo.js";
import { reachServer } from "./server-fault.js";
import { toText } from "./search-attributes.js";
import { toMs } from "./to-ms.js";
import { toVisibilityQuery } from "./visibility-query.js";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

/**
 * Runs as the server's visibility has them, which can lag behind. Within a page the newest is first; how pages follow
 * one another is the server's, and its times, by which is filtered, are those of a run's newest execution. Without the search attributes labels are compared here: a page may hold less than asked
 * for.
 */
export async function listRuns(setting: EngineSetting, filter: RunFilter, page: PageRequest): Promise<RunPage> {
  const { client, runOptions, listQueue: taskQueue } = setting;
  const { namespace } = client.options;
  const query = toVisibilityQuery(filter, { hasAttributes: runOptions.searchAttributes === true, taskQueue });
  const pageSize = Math.min(page.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
  const from = page.cursor === undefined ? {} : { nextPageToken: Buffer.from(page.cursor, "base64url") };
  const { executions, nextPageToken } = await reachServer(async () =>
    client.workflowService.listWorkflowExecutions({ namespace, query, pageSize, ...from }),
  );
  const runs = executions.flatMap((execution) => toSummary(execution, filter));
  const hasMore = nextPageToken !== null && nextPageToken.length > 0;
  return {
    runs: runs.toSorted((one, other) => other.started_at.localeCompare(one.started_at)),
    ...(hasMore && { cursor: Buffer.from(nextPageToken).toString("base64url") }),
  };
}

type ListExecutions = EngineSetting["client"]["workflowService"]["listWorkflowExecutions"];
type Execution = Awaited<ReturnType<ListExecutions>>["executions"][number];

/** None for a workflow that is no run of ours. */
function toSummary(execution: Execution, { labels: wanted = {} }: RunFilter): RunSummary[] {
  const { hash, labels, startedAt = toMs(execution.startTime) } = readMemo(decode(execution.memo?.fields));
  const fits = Object.entries(wanted).every(([key, value]) => toText(labels[key]) === value);
  if (hash === "" || !fits) return [];
  const endedAt = execution.closeTime ? toMs(execution.closeTime) : undefined;
  return [
    {
      run_id: execution.execution?.workflowId ?? "",
      workflow: execution.type?.name ?? "",
      status: toStatus(execution),
      started_at: new Date(startedAt).toISOString(),
      ended_at: endedAt === undefined ? null : new Date(endedAt).toISOString(),
      labels,
    },
  ];
}

type Fields = NonNullable<NonNullable<Execution["memo"]>["fields"]>;

function decode(fields: Fields | null | undefined): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const [name, payload] of Object.entries(fields ?? {})) {
    decoded[name] = defaultPayloadConverter.fromPayload<unknown>(payload);
  }
  return decoded;
}

const SERVER = proto.temporal.api.enums.v1.WorkflowExecutionStatus;

/** The server's statuses in our words; all others count as running. */
const STATUSES: Readonly<Record<number, TaskStatus>> = {
  [SERVER.WORKFLOW_EXECUTION_STATUS_COMPLETED]: "completed",
  [SERVER.WORKFLOW_EXECUTION_STATUS_FAILED]: "failed",
  [SERVER.WORKFLOW_EXECUTION_STATUS_CANCELED]: "canceled",
  [SERVER.WORKFLOW_EXECUTION_STATUS_TERMINATED]: "canceled",
  [SERVER.WORKFLOW_EXECUTION_STATUS_TIMED_OUT]: "canceled",
};

/** Some of ours are one of the server's: the attribute tells them apart. */
function toStatus({ status, searchAttributes }: Execution): TaskStatus {
  const ofServer = STATUSES[Number(status)] ?? "running";
  const told = decode(searchAttributes?.indexedFields)["TaskloomStatus"];
  if (ofServer === "running" && told === "paused") return "paused";
  return ofServer === "failed" && told === "timed_out" ? "timed_out" : ofServer;
}
