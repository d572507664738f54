import { createHash } from "node:crypto";
import { symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createFolder } from "../../temporary-folder.fixture.js";
import { callHandler } from "../call-handler.fixture.js";
import { listFiles } from "./list-files.js";
import { readFile } from "./read-file.js";

describe("folder.list", () => {
  it("lists files at any depth, sorted by path, without hidden and built ones", async () => {
    const folder = createFolder({
      "b.md": "12345",
      "a/z.TXT": "",
      "a/.hidden": "x",
      ".git/config": "x",
      "node_modules/x/README.md": "x",
      "dist/x.md": "x",
    });
    expect(await callHandler(listFiles, { folder })).toEqual({
      files: [
        { path: "a/z.TXT", bytes: 0, extension: ".txt" },
        { path: "b.md", bytes: 5, extension: ".md" },
      ],
    });
  });

  it("a folder that is not there is no reason to try again", async () => {
    const missing = callHandler(listFiles, { folder: `${createFolder()}/missing` });
    await expect(missing).rejects.toMatchObject({ type: "FolderUnreadable", retryable: false });
  });

  it("says what cannot be read, and what was wrong with it", async () => {
    const folder = createFolder({ file: "x" });
    const listed = callHandler(listFiles, { folder: `${folder}/file` });
    await expect(listed).rejects.toThrow(/ENOTDIR.*\/file/);
  });

  it("leaves out a file whose name is no UTF-8", async () => {
    const folder = createFolder({ "a.md": "x" });
    writeFileSync(Buffer.from(`${folder}/\u00ff.md`, "latin1"), "x");
    expect(await callHandler(listFiles, { folder })).toMatchObject({ files: [{ path: "a.md" }] });
  });

  it("leaves out a folder that is named like a text, and links", async () => {
    const folder = createFolder({ "folder.md/a.md": "x" });
    symlinkSync(`${folder}/folder.md/a.md`, `${folder}/link.md`);
    expect(await callHandler(listFiles, { folder })).toMatchObject({ files: [{ path: "folder.md/a.md" }] });
  });
});

describe("file.read", () => {
  it.for([
    ["", 0],
    ["one", 1],
    ["one\ntwo\n", 2],
    ["one\n\nthree", 3],
  ])("%j has %i lines", async ([text, lines]) => {
    const folder = createFolder({ "a.md": String(text) });
    const sha256 = createHash("sha256").update(String(text)).digest("hex");
    expect(await callHandler(readFile, { folder, path: "a.md" })).toEqual({ text, sha256, lines });
  });

  it("bytes that are no UTF-8 are no reason to try again", async () => {
    const folder = createFolder({ "a.md": new Uint8Array([0xff, 0xfe, 0x00]) });
    const read = callHandler(readFile, { folder, path: "a.md" });
    await expect(read).rejects.toMatchObject({ type: "NotText", retryable: false });
  });
});
