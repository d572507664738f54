import { mkdtemp, rename, rm } from "node:fs/promises";
import { once } from "node:events";
import { basename, dirname, join } from "node:path";
import { startOwnProcess } from "../own-process.js";
import type { Outcome } from "./ladder.js";
import { collectTail } from "./output-tail.js";

/** The newest version that `go install` takes: the go.mod of later ones holds a `replace`. */
const program = "github.com/temporalio/cli/cmd/temporal@v1.5.1";

/** Builds the command with the Go at this path and puts it at `path`, in one step, or says why that did not work. */
export async function buildCommand(path: string, go: string): Promise<Outcome> {
  const folder = await mkdtemp(join(dirname(path), "build-"));
  try {
    const child = startOwnProcess(go, ["install", "-ldflags=-s -w", program], {
      env: { ...process.env, GOBIN: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said = collectTail(child.stderr);
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) return { ok: false, why: `\`go install ${program}\` failed: ${lastLine(said())}` };
    await rename(join(folder, basename(path)), path);
    return { ok: true };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}
