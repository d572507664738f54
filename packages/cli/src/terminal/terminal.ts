/** Where a command reads from and writes to: the process, or what a test puts in its place. */
export interface Terminal {
  /** For data. */
  readonly stdout: Output;
  /** For progress, logs and errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Calls back at every request to stop (Ctrl-C, SIGTERM), until the function that it gives is called. */
  onInterrupt(listener: () => void): () => void;
  /** Calls back with what was thrown outside of every task, by something that a handler left behind; the process goes on. */
  onStrayError(listener: (error: unknown) => void): () => void;
  /** Ends at once. */
  exit(code: number): void;
}

/** A stream, and what is known of the screen behind it. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Whether lines can be written over again: a screen, and nobody who asked for plain output. */
export function canRedraw({ stderr, env }: Terminal): boolean {
  return stderr.isTTY === true && !isOn(env["CI"]) && env["TERM"] !== "dumb";
}

/** Whether colours are wanted there. */
export function hasColors(output: Output, { env }: Terminal): boolean {
  return output.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value);
}
