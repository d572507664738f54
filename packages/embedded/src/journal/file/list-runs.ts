import type { PageRequest, RunFilter, RunPage } from "@taskloom/interfaces";
import { resolvePageRequest, writeCursor, type ListPosition } from "../run-page.js";
import { summarizeRun, type ListedRun } from "../run-summary.js";
import type { Connection, Row } from "./connection.js";
import { fromJsonText, toJsonText, type JsonText } from "./json-text.js";

/** A part of a `WHERE`, with the values of its question marks. */
interface Condition {
  readonly sql: string;
  readonly values: readonly (JsonText | number)[];
}

/** @throws REQUEST_INVALID */
export function listRuns(connection: Connection, filter: RunFilter, page: PageRequest): RunPage {
  const { limit, after } = resolvePageRequest(page);
  const conditions = [...filterConditions(filter), ...pageConditions(after)];
  const query = connection.prepare(`
    SELECT r.n, r.id, r.workflow, r.status, r.started_at, r.ended_at, s.labels FROM runs r JOIN starts s ON s.run = r.n
    ${conditions.length === 0 ? "" : "WHERE"} ${conditions.map(({ sql }) => sql).join(" AND ")}
    ORDER BY r.started_at DESC, r.n DESC LIMIT ?`);
  const rows = query.all(...conditions.flatMap(({ values }) => values), limit + 1);
  return toPage(rows, limit);
}

function filterConditions({ workflow, status, labels, startedAfter, startedBefore }: RunFilter): readonly Condition[] {
  return [
    ...(workflow === undefined ? [] : [{ sql: "r.workflow = ?", values: [toJsonText(workflow)] }]),
    ...(status === undefined
      ? []
      : [{ sql: `r.status IN (${status.map(() => "?").join()})`, values: status.map(toJsonText) }]),
    ...(startedAfter === undefined ? [] : [{ sql: "r.started_at >= ?", values: [startedAfter] }]),
    ...(startedBefore === undefined ? [] : [{ sql: "r.started_at < ?", values: [startedBefore] }]),
    ...Object.entries(labels ?? {}).map(([name, value]) => ({
      sql: "EXISTS (SELECT 1 FROM labels l WHERE l.run = r.n AND l.name = ? AND l.value = ?)",
      values: [toJsonText(name), toJsonText(value)],
    })),
  ];
}

function pageConditions(after: ListPosition | undefined): readonly Condition[] {
  return after === undefined ? [] : [{ sql: "(r.started_at, r.n) < (?, ?)", values: [after.startedAt, after.ordinal] }];
}

function toPage(rows: readonly Row[], limit: number): RunPage {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const runs = rows.slice(0, limit).map(([, id, workflow, status, startedAt, endedAt, labels]) =>
    summarizeRun({
      runId: fromJsonText(id) as ListedRun["runId"],
      workflow: fromJsonText(workflow) as ListedRun["workflow"],
      status: fromJsonText(status) as ListedRun["status"],
      startedAt: Number(startedAt),
      endedAt: endedAt === null ? undefined : Number(endedAt),
      labels: fromJsonText(labels) as ListedRun["labels"],
    }),
  );
  return last === undefined
    ? { runs }
    : { runs, cursor: writeCursor({ startedAt: Number(last[4]), ordinal: Number(last[0]) }) };
}
