import { chmod, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { buildCommand } from "./go-build.js";

/** Builds with a `go` that is this shell script. */
async function build(script: string) {
  const [tools, kept] = [await temporaryFolder({ go: `#!/bin/sh\n${script}\n` }), await temporaryFolder()];
  await chmod(join(tools, "go"), 0o755);
  const outcome = await buildCommand(join(kept, "temporal"), join(tools, "go"));
  return { outcome, kept, left: await readdir(kept) };
}

test("what Go built stands at its place", async () => {
  const { outcome, kept, left } = await build('echo "$1 $3" > "$GOBIN/temporal"');
  expect(outcome).toEqual({ ok: true });
  expect(left).toEqual(["temporal"]);
  expect(await readFile(join(kept, "temporal"), "utf8")).toMatch(/^install github\.com\/temporalio\/cli\S+@v\d/);
});

test("a build that fails leaves nothing, and says why with Go's last line", async () => {
  const { outcome, left } = await build(
    'echo half > "$GOBIN/temporal"; echo "go: one" >&2; echo "go: two" >&2; exit 1',
  );
  expect(outcome.ok).toBe(false);
  expect(!outcome.ok && outcome.why).toMatch(/failed: go: two$/);
  expect(left).toEqual([]);
});
