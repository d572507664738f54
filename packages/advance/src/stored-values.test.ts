import { describe, expect, it } from "vitest";
import type { BlobStore, JsonValue, StoredValue } from "@taskloom/interfaces";
import { createMemoryBlobs, createNoBlobs } from "@taskloom/shared";
import { ScriptClock } from "./script-clock.fixture.js";
import { createStoredValues } from "./stored-values.js";
import { TestRun } from "./test-run.fixture.js";
import { compile, TestWorld } from "./test-world.fixture.js";
import { measureValue } from "./value-size.js";

const KIB = 1024;
const MIB = 1024 * KIB;

function memoryBlobs(): BlobStore {
  return createMemoryBlobs({ clock: new ScriptClock() });
}

/** A text whose JSON has so many bytes. */
function textOf(bytes: number): string {
  return "x".repeat(bytes - 2);
}

function isBlob(stored: StoredValue): boolean {
  return "blob" in stored;
}

describe("the size of a value", () => {
  it.each<[string, JsonValue]>([
    ["null", null],
    ["a number", -1.5e300],
    ["quotes and control characters", '"\u0000\n'],
    ["two bytes a character", "éü"],
    ["three bytes a character", "日本"],
    ["four bytes a character", "😀😀"],
    ["half a character", "\ud83d"],
    ["a mixture", { é: ["日", "😀", "x", { y: "\u0001" }] }],
  ])("is that of its JSON text in UTF-8: %s", (_, value) => {
    expect(measureValue(value)).toBe(Buffer.byteLength(JSON.stringify(value)));
  });

  it("over 50 MB is PAYLOAD_TOO_LARGE", () => {
    expect(() => measureValue(textOf(50 * MIB + 1))).toThrow(expect.objectContaining({ code: "PAYLOAD_TOO_LARGE" }));
  });

  it("that no text can hold is PAYLOAD_TOO_LARGE", () => {
    let deep: JsonValue = [];
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(() => measureValue(deep)).toThrow(expect.objectContaining({ code: "PAYLOAD_TOO_LARGE" }));
  });

  it("of what is no JSON is a fault of the caller's", () => {
    expect(() => measureValue(1n as never)).toThrow(TypeError);
  });
});

describe("claim check", () => {
  it("an output up to 256 KiB stays in place, a larger one is a blob, and is read back", async () => {
    const values = createStoredValues(memoryBlobs());
    const [inPlace, moved] = [textOf(256 * KIB), textOf(256 * KIB + 1)];
    expect(await values.keep("r", inPlace)).toStrictEqual({ value: inPlace, bytes: 256 * KIB });
    const stored = await values.keep("r", moved);
    expect(isBlob(stored)).toBe(true);
    expect(await values.read(stored)).toBe(moved);
  });

  it("bytes count, not characters", async () => {
    const values = createStoredValues(memoryBlobs());
    expect(isBlob(await values.keep("r", "é".repeat(130 * KIB)))).toBe(true);
  });

  it("a rendered input up to 4 KB comes back in the event, a larger one as a reference", async () => {
    const values = createStoredValues(memoryBlobs());
    expect(isBlob(await values.keepInput("r", textOf(4 * KIB)))).toBe(false);
    expect(isBlob(await values.keepInput("r", textOf(4 * KIB + 1)))).toBe(true);
  });

  it("where there are no blobs, an input stays in place as long as an output may", async () => {
    const values = createStoredValues(createNoBlobs());
    expect(isBlob(await values.keepInput("r", textOf(256 * KIB)))).toBe(false);
    await expect(values.keepInput("r", textOf(256 * KIB + 1))).rejects.toMatchObject({ code: "SHARED_STORE_REQUIRED" });
  });
});

describe("large values in a run", () => {
  const big = "x".repeat(300 * KIB);

  /** A task that gives a large value, and others that read it. */
  const definition = compile({
    tasks: [
      { id: "make", action: "make", on_success: { next: "use" } },
      {
        id: "use",
        action: "echo",
        with: { text: "{{ tasks.make.output }}" },
        outputs: { size: "{{ size(output.text) }}" },
        on_success: { next: "each" },
      },
      {
        id: "each",
        type: "composite",
        tasks: [{ id: "again", action: "make" }],
        outputs: { size: "{{ size(output.again) }}", child: "{{ size(children.again.output) }}" },
      },
    ],
    outputs: {
      made: "{{ size(tasks.make.output) }}",
      used: "{{ tasks.use.output.size }}",
      each: "{{ tasks.each.output }}",
    },
  });

  it("go by reference, and are read where they are referred to", async () => {
    const run = await new TestRun(new TestWorld({ handlers: { make: () => big } }), definition).toEnd();
    const size = big.length;
    expect(run.output).toStrictEqual({ made: size, used: size, each: { size, child: size } });
    expect(run.tasks["root/make"]?.output).toHaveProperty("blob.bytes", size + 2);
    expect(run.tasks["root/use"]?.input).toHaveProperty("blob");
  });

  it("the run's own output, without `outputs`, is put together from blobs", async () => {
    const two = compile({
      tasks: [
        { id: "a", action: "make", on_success: { next: "b" } },
        { id: "b", action: "make" },
      ],
    });
    const run = await new TestRun(new TestWorld({ handlers: { make: () => big } }), two).toEnd();
    const { output } = run.state;
    if (output === undefined) throw new Error("the run has no output");
    expect(await createStoredValues(run.world.ports.blobs).read(output)).toStrictEqual({ a: big, b: big });
  });

  it("a lost blob is BLOB_LOST naming task and size, never a silent null", async () => {
    const run = new TestRun(new TestWorld({ handlers: { make: () => big } }), definition);
    await run.step();
    await run.world.ports.blobs.delete("run-1");
    await run.toEnd();
    expect(run.state).toMatchObject({
      status: "failed",
      error: { code: "BLOB_LOST", task: "root/use", details: { bytes: big.length + 2 } },
    });
  });

  it("one that is lost before the run's `outputs` fails the run", async () => {
    const one = compile({
      tasks: [
        { id: "make", action: "make", on_success: { next: "end" } },
        { id: "end", action: "echo" },
      ],
      outputs: { n: "{{ size(tasks.make.output) }}" },
    });
    const run = new TestRun(new TestWorld({ handlers: { make: () => big } }), one);
    await run.step();
    await run.world.ports.blobs.delete("run-1");
    await run.toEnd();
    expect(run.state).toMatchObject({ status: "failed", error: { code: "BLOB_LOST" } });
  });

  it("with `blobs: none` a run that needs them fails with SHARED_STORE_REQUIRED", async () => {
    const world = new TestWorld({ handlers: { make: () => big }, blobs: createNoBlobs() });
    const run = await new TestRun(world, definition).toEnd();
    expect(run.state).toMatchObject({ status: "failed", error: { code: "SHARED_STORE_REQUIRED", task: "root/make" } });
    expect(run.tasks["root/make"]?.attempt).toBe(1);
  });

  it.each([
    { count: 2_001, blobs: createNoBlobs(), status: "failed" },
    { count: 2_000, blobs: createNoBlobs(), status: "running" },
    { count: 2_001, blobs: memoryBlobs(), status: "running" },
  ])(
    "with `blobs: none` a collection of over 2,000 items fails at its start, not at its end ($count, $status)",
    async ({ count, blobs, status }) => {
      const items = `1..${count}`;
      const run = new TestRun(
        new TestWorld({ blobs }),
        compile({ tasks: [{ id: "each", type: "collection", items, task: { action: "echo" } }] }),
      );
      await run.step();
      expect(run.tasks["root/each"]?.status).toBe(status);
      expect(run.state.error?.code).toBe(status === "failed" ? "SHARED_STORE_REQUIRED" : undefined);
    },
  );
});
