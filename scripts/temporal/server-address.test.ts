import { Connection } from "@temporalio/client";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { SetUpError } from "../bootstrap/set-up-error.mjs";
import { isTemporalSkipped, temporalAddress, temporalNamespace } from "./server-address.fixture.js";

afterEach(() => void vi.unstubAllEnvs());

test.skipIf(isTemporalSkipped)("the run's own server answers, and has the namespace", async () => {
  const connection = await Connection.connect({ address: temporalAddress() });
  onTestFinished(async () => connection.close());
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: temporalNamespace() });
  expect(namespaceInfo?.name).toBe(temporalNamespace());
});

test("a test that needs a server where there is none fails with the reason", () => {
  vi.stubEnv("TEMPORAL_ADDRESS", undefined);
  vi.stubEnv("TASKLOOM_TEMPORAL_PROBLEM", "no way to a server");
  expect(() => temporalAddress()).toThrow(new SetUpError("no way to a server"));
});

test("a test in a folder that starts no server is told so", () => {
  vi.stubEnv("TEMPORAL_ADDRESS", undefined);
  vi.stubEnv("TASKLOOM_TEMPORAL_PROBLEM", undefined);
  expect(() => temporalAddress()).toThrow(SetUpError);
});
