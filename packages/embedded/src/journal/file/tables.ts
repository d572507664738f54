import { BatchesTable } from "./batches-table.js";
import type { Connection } from "./connection.js";
import { DefinitionsTable } from "./definitions-table.js";
import { EntryWriter } from "./entry-writer.js";
import { HeldTable } from "./held-table.js";
import { InboxTable } from "./inbox-table.js";
import { ListenersTable } from "./listeners-table.js";
import { LogTable } from "./log-table.js";
import { OwnersTable } from "./owners-table.js";
import { Ownership } from "./ownership.js";
import { Pruning } from "./pruning.js";
import { RunCreator } from "./run-creator.js";
import { RunsTable } from "./runs-table.js";
import { SnapshotsTable } from "./snapshots-table.js";

/** All that is kept in a journal file, with its statements prepared. */
export interface Tables {
  readonly creator: RunCreator;
  readonly entries: EntryWriter;
  readonly runs: RunsTable;
  readonly batches: BatchesTable;
  readonly snapshots: SnapshotsTable;
  readonly owners: OwnersTable;
  readonly ownership: Ownership;
  readonly held: HeldTable;
  readonly inbox: InboxTable;
  readonly log: LogTable;
  readonly definitions: DefinitionsTable;
  readonly listeners: ListenersTable;
  readonly pruning: Pruning;
}

export function createTables(connection: Connection, logLines: number): Tables {
  const runs = new RunsTable(connection);
  const owners = new OwnersTable(connection);
  const batches = new BatchesTable(connection);
  const snapshots = new SnapshotsTable(connection);
  const inbox = new InboxTable(connection);
  return {
    creator: new RunCreator(connection, owners, batches),
    entries: new EntryWriter(connection, batches, snapshots, inbox),
    runs,
    batches,
    snapshots,
    owners,
    ownership: new Ownership(connection, runs, owners),
    held: new HeldTable(connection),
    inbox,
    log: new LogTable(connection, logLines),
    definitions: new DefinitionsTable(connection),
    listeners: new ListenersTable(connection),
    pruning: new Pruning(connection),
  };
}
