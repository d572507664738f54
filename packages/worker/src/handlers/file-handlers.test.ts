import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Handler, JsonValue } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createTempFolder } from "../temp-folder.fixture.js";
import { createCoreHandlers } from "./core-handlers.js";
import { createContext } from "./handler-context.fixture.js";

type Action = "read" | "list" | "write";

/** Runs `core.file.<action>` in a root folder. */
async function run(root: string, action: Action, input: JsonValue, signal?: AbortSignal): Promise<unknown> {
  const handler: Handler | undefined = createCoreHandlers({ files: { root }, http: { allow: [] } })[
    `core.file.${action}`
  ];
  return handler?.run(input, createContext(signal === undefined ? {} : { signal }).context);
}

/** A folder `root` with `inside.txt`, beside it `outside/secret.txt`, and links of every kind that lead out. */
async function createRootWithLinks(): Promise<{ readonly root: string; readonly outside: string }> {
  const folder = await createTempFolder({ "root/inside.txt": "in", "outside/secret.txt": "canary" });
  const [root, outside] = [join(folder, "root"), join(folder, "outside")];
  await symlink(join(outside, "secret.txt"), join(root, "file-link"));
  await symlink(outside, join(root, "folder-link"));
  await symlink("../outside", join(root, "relative-link"));
  await symlink(join(outside, "new.txt"), join(root, "dangling-link"));
  await symlink(join(root, "file-link"), join(root, "link-to-link"));
  await symlink("inside.txt", join(root, "good-link"));
  return { root, outside };
}

const LEAVING = [
  "../outside/secret.txt",
  "..",
  "/etc/passwd",
  "x/../../outside/secret.txt",
  "file-link",
  "folder-link/secret.txt",
  "relative-link/secret.txt",
  "link-to-link",
];

describe("core.file.read", () => {
  it("gives a file's path, text and bytes", async () => {
    const root = await createTempFolder({ "docs/a.md": "grüß" });
    expect(await run(root, "read", { path: "docs/../docs/a.md" })).toStrictEqual({
      path: "docs/a.md",
      text: "grüß",
      bytes: 6,
    });
    expect(await run(root, "read", { path: join(root, "docs/a.md") })).toMatchObject({ path: "docs/a.md" });
  });

  it("follows a link that stays inside", async () => {
    const { root } = await createRootWithLinks();
    expect(await run(root, "read", { path: "good-link" })).toMatchObject({ path: "inside.txt", text: "in" });
  });

  it("reads in a root that is a link itself", async () => {
    const folder = await createTempFolder({ "real/a.txt": "a" });
    await symlink(join(folder, "real"), join(folder, "link"));
    const root = join(folder, "link");
    expect(await run(root, "read", { path: "a.txt" })).toMatchObject({ path: "a.txt" });
    expect(await run(root, "read", { path: join(folder, "real/a.txt") })).toMatchObject({ path: "a.txt" });
  });

  it.each(LEAVING)("refuses a path that leaves the root, by links too: %s", async (path) => {
    const { root } = await createRootWithLinks();
    await expect(run(root, "read", { path })).rejects.toMatchObject({ code: "PATH_REFUSED", details: { path } });
  });

  it.each([
    ["none.txt", "ENOENT"],
    [".", "EISDIR"],
    ["inside.txt/x", "ENOTDIR"],
    ["\0", "ERR_INVALID_ARG_VALUE"],
  ])("fails for %j with %s", async (path, reason) => {
    const { root } = await createRootWithLinks();
    const reading = run(root, "read", { path });
    await expect(reading).rejects.toMatchObject({ code: "FILE_FAILED", retryable: false, details: { path, reason } });
  });

  it("fails for what is no UTF-8 text", async () => {
    const root = await createTempFolder();
    await writeFile(join(root, "image"), Buffer.from([0xff, 0xd8, 0xff]));
    await expect(run(root, "read", { path: "image" })).rejects.toMatchObject({ code: "FILE_FAILED" });
  });

  it("is not held up by a pipe", async () => {
    const root = await createTempFolder();
    execFileSync("sh", ["-c", 'mkfifo "$0"', join(root, "pipe")]);
    await expect(run(root, "read", { path: "pipe" })).rejects.toMatchObject({ code: "FILE_FAILED" });
  });

  it("refuses more than 50 MB", async () => {
    const root = await createTempFolder({ large: "" });
    await truncate(join(root, "large"), 50_000_001);
    await expect(run(root, "read", { path: "large" })).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
  });

  it("refuses an input that it does not know", async () => {
    await expect(run("/nowhere", "read", { file: "a" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });
});

describe("core.file.list", () => {
  const files = {
    "b.md": "bb",
    "a.TXT": "a",
    "sub/c.md": "ccc",
    "sub/deep/d.txt": "d",
    "sub-x.md": "",
    ".hid/e.md": "",
  };

  async function listPaths(input: JsonValue): Promise<readonly string[]> {
    const root = await createTempFolder(files);
    await symlink(join(root, "b.md"), join(root, "link.md"));
    await symlink(join(root, "sub"), join(root, "loop"));
    return ((await run(root, "list", input)) as { files: { path: string }[] }).files.map(({ path }) => path);
  }

  it("gives path, name and bytes of each file", async () => {
    const root = await createTempFolder({ "sub/c.md": "ccc" });
    expect(await run(root, "list", { path: "sub" })).toStrictEqual({
      files: [{ path: "sub/c.md", name: "c.md", bytes: 3 }],
    });
  });

  it.each([
    ["the root", {}, ["a.TXT", "b.md", "sub-x.md"]],
    ["a folder", { path: "sub" }, ["sub/c.md"]],
    ["all folders", { recursive: true }, ["a.TXT", "b.md", "sub-x.md", "sub/c.md", "sub/deep/d.txt"]],
    ["extensions", { recursive: true, extensions: ["txt"] }, ["a.TXT", "sub/deep/d.txt"]],
    ["extensions with a dot", { extensions: [".md"] }, ["b.md", "sub-x.md"]],
    ["no extension", { extensions: [] }, []],
    ["a glob of names", { glob: "*.md" }, ["b.md", "sub-x.md"]],
    ["a glob over folders", { glob: "**/*.md" }, ["b.md", "sub-x.md", "sub/c.md"]],
    ["a glob over folders, not into them", { glob: "**/*.md", recursive: false }, ["b.md", "sub-x.md"]],
    ["a glob from the listed folder", { path: "sub", glob: "deep/*" }, ["sub/deep/d.txt"]],
    ["both", { glob: "sub/**", extensions: ["md"] }, ["sub/c.md"]],
  ])("lists %s, sorted by path, without links and hidden names", async (_, input, paths) => {
    expect(await listPaths(input)).toStrictEqual(paths);
  });

  it.each(["..", "/", "folder-link", "relative-link"])("refuses a folder that leaves the root: %s", async (path) => {
    const { root } = await createRootWithLinks();
    await expect(run(root, "list", { path })).rejects.toMatchObject({ code: "PATH_REFUSED" });
  });

  it("fails for what is no folder", async () => {
    const { root } = await createRootWithLinks();
    for (const path of ["none", "inside.txt"]) {
      await expect(run(root, "list", { path })).rejects.toMatchObject({ code: "FILE_FAILED", details: { path } });
    }
  });
});

describe("core.file.write", () => {
  it("writes a file and the folders that it needs, and gives its path and bytes", async () => {
    const root = await createTempFolder();
    const written = await run(root, "write", { path: "new/deep/a.txt", text: "grüß" });
    expect(written).toStrictEqual({ path: "new/deep/a.txt", bytes: 6 });
    expect(await readFile(join(root, "new/deep/a.txt"), "utf8")).toBe("grüß");
  });

  it("replaces a file, also through a link that stays inside, and leaves nothing beside it", async () => {
    const { root } = await createRootWithLinks();
    const before = await readdir(root);
    expect(await run(root, "write", { path: "good-link", text: "new" })).toMatchObject({ path: "inside.txt" });
    expect(await readFile(join(root, "inside.txt"), "utf8")).toBe("new");
    expect(await readdir(root)).toStrictEqual(before);
  });

  it.each([...LEAVING, "dangling-link", "dangling-link/x", "folder-link/new.txt", "folder-link/new/x.txt"])(
    "refuses a path that leaves the root, by links too: %s",
    async (path) => {
      const { root, outside } = await createRootWithLinks();
      await expect(run(root, "write", { path, text: "x" })).rejects.toMatchObject({ code: "PATH_REFUSED" });
      expect(await readdir(outside)).toStrictEqual(["secret.txt"]);
      expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("canary");
    },
  );

  it("fails where there is a folder, and leaves nothing beside it", async () => {
    const root = await createTempFolder();
    await mkdir(join(root, "folder"));
    for (const path of ["folder", "."]) {
      await expect(run(root, "write", { path, text: "x" })).rejects.toMatchObject({ code: "FILE_FAILED" });
    }
    expect(await readdir(root)).toStrictEqual(["folder"]);
  });
});

describe("the file handlers", () => {
  it.each([
    ["read", { path: "inside.txt" }],
    ["list", {}],
    ["write", { path: "inside.txt", text: "x" }],
  ] as const)("abort on their signal: %s", async (action, input) => {
    const { root } = await createRootWithLinks();
    const reason = new Error("stop");
    await expect(run(root, action, input, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(await readFile(join(root, "inside.txt"), "utf8")).toBe("in");
  });

  it("fail when the root is not there", async () => {
    await expect(run("/nowhere/at/all", "read", { path: "a" })).rejects.toMatchObject({ code: "FILE_FAILED" });
  });
});
