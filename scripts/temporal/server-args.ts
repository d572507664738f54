import { knobs } from "./knobs.js";

export interface ServerSettings {
  readonly port: number;
  /** Default: no web UI. */
  readonly uiPort?: number | undefined;
  /** Default: in memory. */
  readonly databaseFile?: string | undefined;
  readonly isTuned: boolean;
}

const searchAttributes = [
  "TaskloomDefinition=Keyword",
  "TaskloomHash=Keyword",
  "TaskloomStatus=Keyword",
  "TaskloomLabels=KeywordList",
];

/** What the `temporal` command is given to start a dev server on the loopback address. */
export function serverArgs({ port, uiPort, databaseFile, isTuned }: ServerSettings): string[] {
  return `server start-dev --ip 127.0.0.1 --port ${port} --log-level error`.split(" ").concat(
    uiPort === undefined ? ["--headless"] : ["--ui-port", String(uiPort)],
    databaseFile === undefined ? [] : ["--db-filename", databaseFile],
    searchAttributes.flatMap((attribute) => ["--search-attribute", attribute]),
    isTuned ? knobs.flatMap(({ setting }) => ["--dynamic-config-value", setting]) : [],
  );
}
