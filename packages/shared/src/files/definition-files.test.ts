import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureTypes } from "../definition/task-types.fixture.js";
import { findFiles, loadDefinitionFile, loadDefinitionFiles } from "../files.js";
import type { LoadedFile } from "../files.js";

const options = { taskTypes: fixtureTypes };
let folder = "";

function definition(id: string): string {
  return `id: ${id}\ntasks: [{ id: a, action: x }]\n`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "definitions-"));
  await mkdir(join(folder, "sub", "deep"), { recursive: true });
  await mkdir(join(folder, "node_modules"));
  const files: Record<string, string | Uint8Array> = {
    "a.yaml": definition("a"),
    "b.yml": definition("b"),
    "c.json": JSON.stringify({ id: "c", tasks: [{ id: "a", action: "x" }] }),
    "again.yaml": `# the same id\n${definition("a")}`,
    ".hidden.yaml": definition("hidden"),
    "large.yaml": `# ${"x".repeat(1_000_000)}`,
    "latin.yaml": new Uint8Array([0x69, 0x64, 0x3a, 0xe9]),
    "wrong.yaml": "id: w\ntasks: []\n",
    "notes.txt": "",
    "sub/d.yaml": definition("d"),
    "sub/deep/e.yaml": definition("e"),
    "node_modules/f.yaml": definition("f"),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});

afterAll(async () => rm(folder, { recursive: true }));

async function codesOf(name: string): Promise<string[]> {
  const { diagnostics } = await loadDefinitionFile(join(folder, name), options);
  return diagnostics.map(({ code }) => code);
}

function names(files: readonly string[]): string[] {
  return files.map((file) => file.slice(folder.length + 1));
}

describe("a definition in a file", () => {
  it.each(["a.yaml", "b.yml", "c.json"])("is loaded by its extension: %s", async (name) => {
    const { compiled, file, text, diagnostics } = await loadDefinitionFile(join(folder, name), options);
    expect(diagnostics).toEqual([]);
    expect(compiled?.id).toBe(name[0]);
    expect(file).toBe(join(folder, name));
    expect(text).toContain("tasks");
  });

  it.each([
    ["nope.yaml", "DEFINITION_NOT_FOUND"],
    ["large.yaml", "DEFINITION_TOO_LARGE"],
    ["latin.yaml", "DEFINITION_INVALID"],
    ["notes.txt", "DEFINITION_INVALID"],
    ["module.ts", "DEFINITION_INVALID"],
    ["wrong.yaml", "TASKS_EMPTY"],
  ])("has a code when it cannot be used: %s", async (name, code) => {
    expect(await codesOf(name)).toEqual([code]);
  });

  it("cannot be a folder", async () => {
    await mkdir(join(folder, "folder.yaml"), { recursive: true });
    expect(await codesOf("folder.yaml")).toEqual(["DEFINITION_NOT_FOUND"]);
  });

  it("may be a module, given something that loads modules", async () => {
    const loadModule = async (): Promise<unknown> => ({ id: "m", tasks: [{ id: "a", action: "x" }] });
    const { compiled } = await loadDefinitionFile("m.ts", { ...options, loadModule });
    expect(compiled?.id).toBe("m");
  });

  it("is refused when its module throws", async () => {
    const loadModule = async (): Promise<unknown> => {
      throw new Error("no such import");
    };
    const { diagnostics } = await loadDefinitionFile("m.ts", { ...options, loadModule });
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([["DEFINITION_INVALID", "m.ts"]]);
  });
});

describe("patterns", () => {
  it.each([
    ["*.yml", ["b.yml"]],
    ["?.*", ["a.yaml", "b.yml", "c.json"]],
    ["sub/*.yaml", ["sub/d.yaml"]],
    ["sub/**/*.yaml", ["sub/d.yaml", "sub/deep/e.yaml"]],
    ["**/?.yaml", ["a.yaml", "sub/d.yaml", "sub/deep/e.yaml"]],
    ["*/deep/e.yaml", ["sub/deep/e.yaml"]],
    [".h*", [".hidden.yaml"]],
    ["none/*.yaml", []],
    ["not-there.yaml", ["not-there.yaml"]],
  ])("%s", async (pattern, expected) => {
    expect(names(await findFiles(join(folder, pattern)))).toEqual(expected);
  });
});

describe("several files", () => {
  async function load(...patterns: readonly string[]): Promise<readonly LoadedFile[]> {
    return loadDefinitionFiles(
      patterns.map((pattern) => join(folder, pattern)),
      options,
    );
  }

  it("are loaded once each, in the order of the patterns", async () => {
    const loaded = await load("b.yml", "?.y*ml", "sub/d.yaml");
    expect(names(loaded.map(({ file }) => file))).toEqual(["b.yml", "a.yaml", "sub/d.yaml"]);
  });

  it("cannot have the same workflow id: the second one is DUPLICATE_ID at its place", async () => {
    const [first, second] = await load("a.yaml", "again.yaml");
    expect(first?.diagnostics).toEqual([]);
    expect(second?.compiled).toBeUndefined();
    expect(second?.diagnostics).toMatchObject([{ code: "DUPLICATE_ID", line: 2, column: 5 }]);
  });

  it("that no pattern matches are DEFINITION_NOT_FOUND", async () => {
    const [loaded] = await load("none/*.yaml");
    expect(loaded?.diagnostics).toMatchObject([{ code: "DEFINITION_NOT_FOUND", line: null }]);
  });
});
