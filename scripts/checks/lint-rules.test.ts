import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));

async function lint(code: string): Promise<{ output: string; status: number | null }> {
  const root = await temporaryFolder({
    "tsconfig.json": { compilerOptions: { strict: true, lib: ["es2023"], types: [] } },
    "planted.ts": code,
  });
  await copyFile(join(repository, ".oxlintrc.json"), join(root, ".oxlintrc.json"));
  const program = join(repository, "node_modules/oxlint/bin/oxlint");
  const PATH = `${join(repository, "node_modules/.bin")}:${process.env["PATH"]}`;
  const { stdout, status } = spawnSync(process.execPath, [program, "--format", "unix"], {
    cwd: root,
    env: { ...process.env, PATH },
    encoding: "utf8",
    timeout: 20_000,
  });
  return { output: stdout, status };
}

test.each([
  ["no-floating-promises", "declare function act(): Promise<void>;\nact();\n"],
  ["no-misused-promises", "declare function act(): Promise<boolean>;\nexport const is = act() ? 1 : 2;\n"],
  ["no-explicit-any", "export const anything: any = 1;\n"],
  ["no-unsafe-call", 'export const parsed = JSON.parse("1")();\n'],
  ["no-default-export", "export default 1;\n"],
])("%s is refused", async (rule, code) => {
  const { output, status } = await lint(code);
  expect(output).toContain(`(${rule})`);
  expect(status).toBe(1);
});

test("code without such faults passes", async () => {
  expect(await lint("export const one: number = 1;\n")).toMatchObject({ status: 0 });
});
