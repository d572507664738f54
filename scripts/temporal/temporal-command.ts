/** How a Temporal command was come by. */
type Rung = "TEMPORAL_CLI_PATH" | "PATH" | "checkout" | "download" | "build";

export interface TemporalCommand {
  readonly rung: Rung;
  readonly path: string;
}

const origins: Readonly<Record<Rung, string>> = {
  TEMPORAL_CLI_PATH: "TEMPORAL_CLI_PATH names it",
  PATH: "on the PATH",
  checkout: "kept in the checkout",
  download: "downloaded just now, kept in the checkout",
  build: "built with Go just now, kept in the checkout",
};

/** Where the command is and how it came there, as a person reads it. */
export function describeCommand({ rung, path }: TemporalCommand): string {
  return `${path} (${origins[rung]})`;
}
