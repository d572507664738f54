import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));

const packages =
  "interfaces shared factory interpreter advance runs embedded contracts worker cli activity-adapter migration testing"
    .split(" ")
    .concat("orchestrators/basic", "orchestrators/wait", "extra");
const modules = ["ioredis", "libsql", "tsyringe", "reflect-metadata", "zod", "vitest", "tinyexec"];
const temporal = ["workflow", "client"].map((name) => `@temporalio/${name}`);

/** File, what it imports, the rule that must refuse it. */
const planted: [file: string, specifier: string, rule: string][] = [
  ["packages/interfaces/src/a.ts", "zod", "nothing-but-our-own"],
  ["packages/interfaces/src/b.ts", "@taskloom/shared", "interfaces-imports-shipped"],
  ["packages/interfaces/src/c.ts", "node:fs", "no-node-in-the-domain"],
  ["packages/shared/src/a.ts", "@taskloom/factory", "shared-imports-shipped"],
  ["packages/shared/src/b.ts", "ioredis", "ioredis-confined"],
  ["packages/shared/src/c.ts", "node:path", "no-node-in-the-domain"],
  ["packages/shared/src/d.ts", "tinyexec", "no-dev-dependency-in-shipped-code"],
  ["packages/shared/src/e.ts", "./a.test.js", "tests-stay-out-of-shipped-code"],
  ["packages/shared/src/f.ts", "../../interfaces/src/index.js", "packages-by-name"],
  ["packages/shared/src/g.ts", "@taskloom/cli", "shared-imports-shipped"],
  ["packages/shared/src/h.ts", "./nowhere.js", "resolvable"],
  ["packages/shared/src/i.ts", "@taskloom/contracts", "shared-imports-shipped"],
  ["packages/shared/src/a.test.ts", "@taskloom/worker", "shared-imports-tests"],
  ["packages/factory/src/a.ts", "@taskloom/advance", "factory-imports-shipped"],
  ["packages/factory/src/b.ts", "tsyringe", "tsyringe-confined"],
  ["packages/interpreter/src/a.ts", "@taskloom/shared", "interpreter-imports-shipped"],
  ["packages/interpreter/src/b.ts", "zod", "nothing-but-our-own"],
  ["packages/advance/src/a.ts", "@taskloom/embedded", "advance-imports-shipped"],
  ["packages/advance/src/b.ts", "@taskloom/orchestrator-basic", "advance-imports-shipped"],
  ["packages/runs/src/a.ts", "@taskloom/embedded", "runs-imports-shipped"],
  ["packages/runs/src/b.ts", "@taskloom/activity-adapter", "runs-imports-shipped"],
  ["packages/embedded/src/a.ts", "@taskloom/activity-adapter", "embedded-imports-shipped"],
  ["packages/embedded/src/a.test.ts", "@taskloom/activity-adapter", "embedded-imports-tests"],
  ["packages/embedded/src/b.ts", "@taskloom/worker", "embedded-imports-shipped"],
  ["packages/embedded/src/c.ts", "ioredis", "ioredis-confined"],
  ["packages/activity-adapter/src/a.ts", "@taskloom/embedded", "activity-adapter-imports-shipped"],
  ["packages/activity-adapter/src/b.ts", "@temporalio/workflow", "temporalio-workflow-confined"],
  ["packages/activity-adapter/src/c.ts", "libsql", "libsql-confined"],
  ["packages/activity-adapter/src/d.ts", "@taskloom/interpreter", "interpreter-only-in-workflow-code"],
  ["packages/activity-adapter/src/workflow/a.ts", "@taskloom/shared", "workflow-code-is-pure"],
  ["packages/activity-adapter/src/workflow/b.ts", "../a.js", "workflow-code-is-pure"],
  ["packages/activity-adapter/src/workflow/c.ts", "node:fs", "no-node-in-the-domain"],
  ["packages/migration/src/a.ts", "@taskloom/embedded", "migration-imports-shipped"],
  ["packages/orchestrators/basic/src/a.ts", "@taskloom/orchestrator-wait", "orchestrators-imports-shipped"],
  ["packages/orchestrators/basic/src/a.test.ts", "@taskloom/orchestrator-wait", "orchestrators-imports-tests"],
  ["packages/orchestrators/basic/src/b.ts", "@taskloom/factory", "orchestrators-imports-shipped"],
  ["packages/orchestrators/basic/src/c.ts", "@taskloom/advance", "orchestrators-imports-shipped"],
  ["packages/orchestrators/basic/src/d.ts", "@taskloom/activity-adapter", "orchestrators-imports-shipped"],
  ["packages/orchestrators/basic/src/e.ts", "@temporalio/client", "orchestrators-know-no-engine"],
  ["packages/orchestrators/basic/src/f.ts", "ioredis", "orchestrators-know-no-engine"],
  ["packages/contracts/src/a.ts", "@taskloom/shared", "contracts-imports-shipped"],
  ["packages/contracts/src/b.ts", "zod", "contracts-import-vitest-only"],
  ["packages/worker/src/a.ts", "@taskloom/cli", "worker-imports-shipped"],
  ["packages/worker/src/b.ts", "reflect-metadata", "reflect-metadata-confined"],
  ["packages/cli/src/a.ts", "@taskloom/embedded", "cli-imports-shipped"],
  ["packages/testing/src/a.ts", "@taskloom/cli", "testing-imports-shipped"],
  ["packages/extra/src/a.ts", "@taskloom/interfaces", "known-package"],
  ["packages/worker/src/cycle-a.ts", "./cycle-b.js", "no-cycle"],
];

const allowed: [file: string, specifier: string][] = [
  ["packages/shared/src/storage/redis-store.ts", "ioredis"],
  ["packages/shared/src/files.ts", "node:fs"],
  ["packages/shared/src/z.test.ts", "@taskloom/contracts"],
  ["packages/factory/src/tsyringe.ts", "tsyringe"],
  ["packages/runs/src/z.ts", "@taskloom/interpreter"],
  ["packages/embedded/src/z.ts", "libsql"],
  ["packages/embedded/src/y.ts", "@taskloom/runs"],
  ["packages/embedded/src/z.test.ts", "@taskloom/orchestrator-basic"],
  ["packages/activity-adapter/src/workflow/z.ts", "@temporalio/workflow"],
  ["packages/activity-adapter/src/workflow/y.ts", "@taskloom/interpreter"],
  ["packages/orchestrators/basic/src/z.ts", "@taskloom/shared"],
  ["packages/orchestrators/basic/src/y.ts", "./z.js"],
  ["packages/worker/src/container.ts", "tsyringe"],
  ["packages/worker/src/z.ts", "@taskloom/orchestrator-wait"],
  ["packages/cli/src/z.ts", "@taskloom/worker"],
  ["packages/contracts/src/z.ts", "vitest"],
];

const otherHalfOfTheCycle = ["packages/worker/src/cycle-b.ts", "./cycle-a.js"] as const;

let root: string;
let violations: Set<string>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "taskloom-imports-"));
  await copyFile(join(repository, "tsconfig.base.json"), join(root, "tsconfig.base.json"));
  for (const name of packages) await plantPackage(name);
  for (const name of [...modules, ...temporal]) await plantModule(name);
  for (const [file, specifier] of [...planted, ...allowed, otherHalfOfTheCycle]) {
    await put(file, `import type { x } from "${specifier}";\nexport type Y = typeof x;\n`);
  }
  violations = cruise();
});

afterAll(async () => {
  await rm(root, { recursive: true });
});

async function put(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), content);
}

async function plantPackage(folder: string): Promise<void> {
  const name = `@taskloom/${folder.replace("orchestrators/", "orchestrator-")}`;
  const dependencies = Object.fromEntries([...modules.slice(0, -1), ...temporal].map((module) => [module, "1.0.0"]));
  const manifest = { name, exports: { ".": { "@taskloom/source": "./src/index.ts" } }, dependencies };
  await put(`packages/${folder}/package.json`, JSON.stringify({ ...manifest, devDependencies: { tinyexec: "1.0.0" } }));
  await put(`packages/${folder}/src/index.ts`, "export const x: number = 1;\n");
  await mkdir(join(root, "node_modules/@taskloom"), { recursive: true });
  await symlink(join(root, "packages", folder), join(root, "node_modules", name));
}

async function plantModule(name: string): Promise<void> {
  await put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "./dist/index.js" }));
  await put(`node_modules/${name}/dist/index.js`, "export const x = 1;\n");
}

function cruise(): Set<string> {
  const program = join(repository, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [program, "packages", "--config", join(repository, ".dependency-cruiser.mjs"), "--output-type", "json"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 64e6 });
  const report = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return new Set(report.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`));
}

test.each(planted)("%s may not import %s: %s", (file, _, rule) => {
  expect(violations).toContain(`${file}: ${rule}`);
});

test.each(allowed)("%s may import %s", (file) => {
  expect([...violations].filter((violation) => violation.startsWith(`${file}:`))).toEqual([]);
});
