import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { isTaskloomError } from "@taskloom/shared";
import { Connection } from "./connection.js";
import { PAGE_BYTES, refuseCutFile } from "./damage.js";
import { createJournalFault, toAccessFault } from "./journal-fault.js";
import { withPatience } from "./patience.js";
import { checkVersion, migrate } from "./schema.js";

/** `normal`: what is confirmed survives the death of the process; `full`: also that of the machine. */
export type JournalSync = "normal" | "full";

/**
 * Opens a journal file for writing; makes it and its folder where they are missing. `path` is absolute.
 * @throws JOURNAL_LOCKED after `patienceMs`, and what openJournal names
 */
export async function openConnection(path: string, sync: JournalSync, patienceMs: number): Promise<Connection> {
  checkAccess(path);
  await withPatience(path, patienceMs, () => refuseCutFile(path));
  const connection = connect(path);
  try {
    await withPatience(path, patienceMs, () => prepareFile(connection, sync));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function prepareFile(connection: Connection, sync: JournalSync): void {
  checkVersion(connection);
  connection.run(`PRAGMA page_size = ${PAGE_BYTES}`);
  connection.ask("PRAGMA journal_mode = WAL");
  connection.run(`PRAGMA synchronous = ${sync}`);
  migrate(connection);
}

/** The database says of a file that it cannot open only that it cannot. */
function connect(path: string): Connection {
  try {
    return new Connection(path);
  } catch (error) {
    throw createJournalFault("JOURNAL_UNAVAILABLE", path, error);
  }
}

function checkAccess(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
    const file = statSync(path, { throwIfNoEntry: false });
    if (file === undefined) return;
    if (!file.isFile()) throw createJournalFault("JOURNAL_READ_ONLY", path);
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw isTaskloomError(error) ? error : toAccessFault(error, path);
  }
}
