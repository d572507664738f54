import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with these files that is gone after the test. */
export async function temporaryFolder(files: Record<string, string | object> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "taskloom-scripts-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}
