import { expect, it } from "vitest";
import { unlessLost } from "./unless-lost.js";

const info = { currentAttemptScheduledTimestampMs: 1 };
const cancellationDetails = { workerShutdown: true };

it("a call that does not end is lost, too, when its worker went away before anybody waited for it", async () => {
  const context = { info, cancellationDetails, cancellationSignal: AbortSignal.abort() };
  const endless = new Promise<never>(() => undefined);
  await expect(unlessLost(context, "root/a", endless)).rejects.toMatchObject({
    failure: { error: { code: "WORKER_LOST" }, retryable: true },
  });
});

it("a call that ends in time gives its result, though the worker goes away", async () => {
  const context = { info, cancellationDetails, cancellationSignal: AbortSignal.abort() };
  expect(await unlessLost(context, "root/a", Promise.resolve(1))).toBe(1);
});
