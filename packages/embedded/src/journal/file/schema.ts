import type { Connection } from "./connection.js";
import { createJournalFault } from "./journal-fault.js";

/** Marks the file as ours: "TLJ" and a zero. */
const APPLICATION_ID = 0x54_4c_4a_00;

/** What makes version n + 1 of the file from version n. All texts are JSON. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE owners (
    n INTEGER PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, process_start TEXT NOT NULL,
    lease_until INTEGER NOT NULL, UNIQUE (host, pid, process_start)
  ) STRICT;

  CREATE TABLE runs (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL, status TEXT NOT NULL,
    epoch INTEGER NOT NULL, owner INTEGER, last_seq INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER
  ) STRICT;
  CREATE INDEX runs_by_start ON runs (started_at, n);
  CREATE INDEX runs_by_workflow ON runs (workflow, started_at, n);
  CREATE INDEX runs_by_status ON runs (status, started_at, n);
  CREATE INDEX runs_by_end ON runs (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX runs_by_owner ON runs (owner) WHERE ended_at IS NULL;

  CREATE TABLE starts (run INTEGER PRIMARY KEY, labels TEXT NOT NULL, start TEXT NOT NULL) STRICT;
  CREATE TABLE labels (run INTEGER, name TEXT, value TEXT, PRIMARY KEY (run, name)) STRICT, WITHOUT ROWID;
  CREATE INDEX labels_by_value ON labels (name, value);
  CREATE TABLE awaits (run INTEGER, signal TEXT, PRIMARY KEY (run, signal)) STRICT, WITHOUT ROWID;
  CREATE INDEX awaits_by_signal ON awaits (signal);

  CREATE TABLE batches (
    n INTEGER PRIMARY KEY, run INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
    at INTEGER NOT NULL, events TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX batches_by_run ON batches (run, last_seq);
  CREATE TABLE snapshots (run INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;

  CREATE TABLE inbox (n INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, message TEXT NOT NULL) STRICT;
  CREATE INDEX inbox_by_run ON inbox (run);

  CREATE TABLE log (n INTEGER PRIMARY KEY, run INTEGER NOT NULL, seq INTEGER NOT NULL, line TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX log_by_run ON log (run, seq);

  CREATE TABLE definitions (hash TEXT PRIMARY KEY, definition TEXT NOT NULL) STRICT;
  CREATE TABLE listeners (workflow TEXT PRIMARY KEY, listener TEXT NOT NULL) STRICT;
  `,
  `
  ALTER TABLE runs ADD COLUMN request TEXT;
  CREATE UNIQUE INDEX runs_by_request ON runs (request) WHERE request IS NOT NULL;
  CREATE TABLE held (run INTEGER, path TEXT, call INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (run, path))
    STRICT, WITHOUT ROWID;
  `,
];

/**
 * Refuses a file that this version must not write to; reads only.
 * @throws JOURNAL_TOO_NEW, JOURNAL_CORRUPT when it is a database of something else
 */
export function checkVersion(connection: Connection): void {
  const isEmpty = connection.ask("SELECT count(*) FROM sqlite_master") === 0;
  if (!isEmpty && connection.ask("PRAGMA application_id") !== APPLICATION_ID)
    throw createJournalFault("JOURNAL_CORRUPT", connection.path);
  if (readVersion(connection) > MIGRATIONS.length) throw createJournalFault("JOURNAL_TOO_NEW", connection.path);
}

/** Brings the file to the present version, in one transaction; an empty one becomes a journal. */
export function migrate(connection: Connection): void {
  if (readVersion(connection) === MIGRATIONS.length) return;
  connection.run("BEGIN IMMEDIATE");
  try {
    // Another process may have done it since.
    for (const migration of MIGRATIONS.slice(readVersion(connection))) connection.run(migration);
    connection.run(`PRAGMA application_id = ${APPLICATION_ID}`);
    connection.run(`PRAGMA user_version = ${MIGRATIONS.length}`);
    connection.run("COMMIT");
  } finally {
    connection.rollback();
  }
}

function readVersion(connection: Connection): number {
  return Number(connection.ask("PRAGMA user_version"));
}
