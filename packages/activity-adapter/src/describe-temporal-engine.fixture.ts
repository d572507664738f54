import { createEngineHandlers, describeEngine, type EngineSubject } from "@taskloom/contracts";
import { describe } from "vitest";
import { isTemporalSkipped } from "../../../scripts/temporal/server-address.fixture.js";
import { compile, createTestEngine, type TestEngine, type TestEngineOptions } from "./engine.fixture.js";

const engines = new Set<TestEngine>();

async function createSubject(options: TestEngineOptions): Promise<EngineSubject> {
  const handlers = createEngineHandlers();
  const made = await createTestEngine(handlers, options);
  engines.add(made);
  return { engine: made.engine, handlers, compile, reachable: made.reachable, serve: made.serve };
}

async function dispose(): Promise<void> {
  const open = [...engines];
  engines.clear();
  await Promise.all(open.map(async (engine) => engine.close()));
}

/** A server and a worker beside the tests: on a busy machine a thousand items take a while. */
const timeoutMs = 180_000;

const skip = [
  {
    reason: "a worker learns from its next heartbeat, up to a second later, that a run was terminated",
    tests: ["what returns after the run's end is in its log"],
  },
];

/** The contract, with an engine made in some way. `only`: the claims that are tested without TASKLOOM_TEST_LONG. */
export function describeTemporalEngine(name: string, options: TestEngineOptions = {}, only?: readonly string[]): void {
  const isShort = only !== undefined && process.env["TASKLOOM_TEST_LONG"] !== "1";
  const create = async (): Promise<EngineSubject> => createSubject(options);
  describe.skipIf(isTemporalSkipped)("on a Temporal server", () => {
    describeEngine({ name, create, dispose, timeoutMs, skip, ...(isShort && { only }) });
  });
}
