import { createMemoryBlobs } from "@taskloom/shared";
import { expect, it } from "vitest";
import { keepInput } from "./keep-input.js";

const blobs = createMemoryBlobs({ clock: { now: () => 0 } });

it("a run's input of up to 256 KiB stays in its journal, a larger one becomes a blob", async () => {
  const largest = "x".repeat(256 * 1_024 - 2);
  expect(await keepInput(blobs, "run", largest)).toEqual({ value: largest, bytes: 256 * 1_024 });
  expect(await keepInput(blobs, "run", `${largest}x`)).toMatchObject({ blob: { run: "run", bytes: 256 * 1_024 + 1 } });
});
