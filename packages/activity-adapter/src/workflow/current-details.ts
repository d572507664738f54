import { isTerminalStatus, ROOT_PATH, type RunState, type TaskPath, type TaskRecord } from "@taskloom/interfaces";
import { findWait } from "@taskloom/interpreter";

/** Temporal keeps the text in memory, and gives it to whoever looks at the run: it stays small. */
const MAX_LENGTH = 20_000;

/**
 * What Temporal's page of a run shows beside it, as Markdown: the tasks that have not ended, those inside a container
 * below it, at most 20,000 characters. `blocked`: why something outside holds tasks up, by path.
 */
export function describeOpenTasks({ tasks, status }: RunState, blocked: ReadonlyMap<TaskPath, string>): string {
  const open = Object.values(tasks).filter((record) => record.step !== "" && !isTerminalStatus(record.status));
  const lines = [`**${status}**`];
  let length = 0;
  for (const { record, depth } of toTreeOrder(open)) {
    const line = "  ".repeat(depth) + describeTask(record, blocked.get(record.path));
    length += line.length + 1;
    if (length > MAX_LENGTH) return [...lines, `… of ${open.length} open tasks`].join("\n");
    lines.push(line);
  }
  return lines.join("\n");
}

interface Placed {
  readonly record: TaskRecord;
  /** 0 at the top. */
  readonly depth: number;
}

/** Each task before those inside it; otherwise in the order in which they were created. */
function toTreeOrder(records: readonly TaskRecord[]): readonly Placed[] {
  const inside = new Map<TaskPath | null, TaskRecord[]>();
  for (const record of records) {
    const siblings = inside.get(record.parent);
    if (siblings === undefined) inside.set(record.parent, [record]);
    else siblings.push(record);
  }
  const below = (path: TaskPath, depth: number): readonly Placed[] =>
    (inside.get(path) ?? []).flatMap((record) => [{ record, depth }, ...below(record.path, depth + 1)]);
  return below(ROOT_PATH, 0);
}

function describeTask(record: TaskRecord, blocked: string | undefined): string {
  const { path, status, attempt } = record;
  const facts = [
    status,
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(blocked === undefined ? [] : [`blocked: ${blocked}`]),
    ...describeFrame(record),
  ];
  return `- \`${path.slice(ROOT_PATH.length + 1)}\` ${facts.join(", ")}`;
}

function describeFrame({ frame }: TaskRecord): readonly string[] {
  const awaited = findWait(frame)?.directive.for;
  if (awaited !== undefined) {
    return ["untilMs" in awaited ? `until ${new Date(awaited.untilMs).toISOString()}` : `for signal ${awaited.signal}`];
  }
  if (frame?.kind !== "children") return [];
  const { total, pending, running } = frame.counts;
  return [`${total - pending - running} of ${total} ended`];
}
