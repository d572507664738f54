import { expect, it } from "vitest";
import { repeat } from "./repeat.js";

it("what is repeated is done at once, again and again, and never twice at the same time", async () => {
  let [underWay, most, times] = [0, 0, 0];
  let stop: (() => Promise<void>) | undefined;
  await new Promise<void>((resolve) => {
    stop = repeat(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((after) => setTimeout(after, 5));
      underWay -= 1;
      times += 1;
      if (times === 3) resolve();
    }, 1);
  });
  await stop?.();
  expect([most, underWay]).toStrictEqual([1, 0]);
});

it("stopping waits for what is under way", async () => {
  let isDone = false;
  const stop = repeat(async () => {
    await new Promise((after) => setTimeout(after, 5));
    isDone = true;
  }, 60_000);
  await stop();
  expect(isDone).toBe(true);
});
