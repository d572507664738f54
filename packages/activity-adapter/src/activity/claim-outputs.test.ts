import type { BlobStore, ProposalEvent, StoredValue } from "@taskloom/interfaces";
import { createMemoryBlobs, createNoBlobs } from "@taskloom/shared";
import { describe, expect, it } from "vitest";
import { claimOutputs } from "./claim-outputs.js";

const KB = 1024;

function ended(output: StoredValue): ProposalEvent {
  const base = { call: 1, basis: 0, startedAt: 0, endedAt: 0, attempt: 1, status: "completed" } as const;
  return { kind: "task_ended", path: "root/c[0]", ...base, output };
}

async function claimOne(blobs: BlobStore, output: StoredValue): Promise<StoredValue | undefined> {
  const [event] = await claimOutputs(blobs, "run", 10 * KB, [ended(output)]);
  return event?.kind === "task_ended" ? event.output : undefined;
}

describe("the output of a child that runs beside others", () => {
  const blobs = createMemoryBlobs({ clock: { now: () => 0 } });
  const large = { value: "x".repeat(20 * KB), bytes: 20 * KB + 2 };

  it("goes by reference when there is no room for it", async () => {
    expect(await claimOne(blobs, large)).toMatchObject({ blob: { run: "run", bytes: 20 * KB + 2 } });
  });

  it("stays in place when there is room, or no blob store", async () => {
    const small = { value: "x", bytes: 3 };
    expect(await claimOne(blobs, small)).toBe(small);
    expect(await claimOne(createNoBlobs(), large)).toBe(large);
  });

  it("that is a blob stays one", async () => {
    const blob = { blob: await blobs.put("run", "value") };
    expect(await claimOne(blobs, blob)).toBe(blob);
  });
});
