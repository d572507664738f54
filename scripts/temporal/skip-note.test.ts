import { expect, test } from "vitest";
import { skipNote } from "./skip-note.mjs";

test("the summary says that tests on Temporal were left out, and nothing when they were not", () => {
  expect(skipNote({ TASKLOOM_SKIP_TEMPORAL: "1" })).toContain("TASKLOOM_SKIP_TEMPORAL=1");
  expect(skipNote({ TASKLOOM_SKIP_TEMPORAL: "0" })).toBeUndefined();
  expect(skipNote({})).toBeUndefined();
});
