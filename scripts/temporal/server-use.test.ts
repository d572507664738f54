import { expect, test } from "vitest";
import { computeServerUse } from "./server-use.js";

const inNeed = "packages/activity-adapter/src/engine.test.ts";
const notInNeed = "packages/interpreter/src/reduce.test.ts";

test("a run with a test that may need a server starts one, another run does not", () => {
  expect(computeServerUse({}, [notInNeed, inNeed])).toBe("started");
  expect(computeServerUse({}, [notInNeed])).toBe("unneeded");
  expect(computeServerUse({}, [])).toBe("unneeded");
});

test("a server that TEMPORAL_ADDRESS names is taken instead", () => {
  expect(computeServerUse({ TEMPORAL_ADDRESS: "127.0.0.1:7233" }, [inNeed])).toBe("given");
});

test("TASKLOOM_SKIP_TEMPORAL=1 leaves out every server, and no other value does", () => {
  expect(computeServerUse({ TASKLOOM_SKIP_TEMPORAL: "1", TEMPORAL_ADDRESS: "127.0.0.1:7233" }, [inNeed])).toBe(
    "skipped",
  );
  expect(computeServerUse({ TASKLOOM_SKIP_TEMPORAL: "0" }, [inNeed])).toBe("started");
});
