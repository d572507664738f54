import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { downloadCommand, type DownloadOptions } from "./download.js";

/** Runs a downloader of these statements, with `fs` and the `file` that the SDK would write. */
async function download(statements: string, options: DownloadOptions = {}) {
  const folder = await temporaryFolder();
  const path = join(folder, "temporal");
  const prelude = "const fs = require('node:fs'); const file = process.argv[1] + '/temporal-sdk';";
  const outcome = await downloadCommand(path, { downloader: ["-e", prelude + statements], ...options });
  return { outcome, path, left: await readdir(folder) };
}

const forEver = "setInterval(() => {}, 1000);";

test("what was downloaded completely is a program at its place, even if the downloader goes on", async () => {
  const { outcome, path, left } = await download(
    `fs.writeFileSync(file + '.downloading', 'program'); fs.renameSync(file + '.downloading', file); ${forEver}`,
  );
  expect(outcome).toEqual({ ok: true });
  expect(await readFile(path, "utf8")).toBe("program");
  expect((await stat(path)).mode & 0o111).not.toBe(0);
  expect(left).toEqual(["temporal"]);
});

test("a download that fails leaves nothing, and says why", async () => {
  const { outcome, left } = await download("console.error('client error: dns error: no such host'); process.exit(1)");
  expect(outcome).toEqual({ ok: false, why: "the download failed (dns error)" });
  expect(left).toEqual([]);
});

test("a download that stops half-way is given up, and its half is not kept", async () => {
  const { outcome, left } = await download(`fs.writeFileSync(file + '.downloading', 'pro'); ${forEver}`, {
    stallMs: 500,
  });
  expect(outcome).toEqual({ ok: false, why: "the download made no progress" });
  expect(left).toEqual([]);
});

test("a download that never ends is given up, although something arrives", async () => {
  const { outcome } = await download(`setInterval(() => fs.appendFileSync(file + '.downloading', '.'), 10)`, {
    limitMs: 1_000,
  });
  expect(outcome.ok).toBe(false);
});
