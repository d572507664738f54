import { existsSync } from "node:fs";
import { stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.fixture.js";
import { alone, type AloneOptions } from "./alone.js";

const quick = { pollMs: 5 };

/** Work that begins now and ends when it is told to. */
async function occupy(file: string, options: AloneOptions = {}) {
  let end: (error?: Error) => void = () => undefined;
  let ended: Promise<void> = Promise.resolve();
  await new Promise<void>((begun) => {
    ended = alone(
      file,
      async () =>
        new Promise<void>((resolve, reject) => {
          end = (error) => (error === undefined ? resolve() : reject(error));
          begun();
        }),
      options,
    );
  });
  return { end, ended };
}

test("of several that want to work, one works at a time, and the file is gone afterwards", async () => {
  const file = join(await temporaryFolder(), "new-folder", "lock");
  let working = 0;
  const work = async (): Promise<number> => {
    working += 1;
    const seen = working;
    await new Promise((resolve) => setTimeout(resolve, 20));
    working -= 1;
    return seen;
  };
  const seen = await Promise.all(Array.from({ length: 4 }, async () => alone(file, work, quick)));
  expect(seen).toEqual([1, 1, 1, 1]);
  expect(existsSync(file)).toBe(false);
});

test("one that waits says so once, and goes on when the owner's work failed", async () => {
  const file = join(await temporaryFolder(), "lock");
  const first = await occupy(file);
  let waits = 0;
  const onWait = (): void => {
    waits += 1;
    setTimeout(() => first.end(new Error("no luck")), 50);
  };
  const second = alone(file, async () => "worked", { ...quick, onWait });
  await expect(first.ended).rejects.toThrow("no luck");
  expect(await second).toBe("worked");
  expect(waits).toBe(1);
});

test("what an owner that was killed left behind is taken over", async () => {
  const file = join(await temporaryFolder(), "lock");
  await writeFile(file, "");
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(file, longAgo, longAgo);
  expect(await alone(file, async () => "worked", quick)).toBe("worked");
});

test("an owner that works for long gives signs of life, so that nobody takes over", async () => {
  const file = join(await temporaryFolder(), "lock");
  const { end, ended } = await occupy(file, { staleMs: 200 });
  const { mtimeMs } = await stat(file);
  await expect.poll(async () => (await stat(file)).mtimeMs, { timeout: 20_000 }).toBeGreaterThan(mtimeMs);
  end();
  await ended;
});
