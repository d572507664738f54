import { describe, expect, it } from "vitest";
import { PROTOCOL_VERSION } from "@taskloom/interfaces";
import { recordCalls, repeatCall } from "./golden-calls.fixture.js";
import { readGolden } from "./golden-files.fixture.js";

const served = [PROTOCOL_VERSION - 1, PROTOCOL_VERSION].filter((version) => version > 0);
const kept = served.flatMap((version) =>
  Object.entries(readGolden(version)).map(([name, call]) => ({ version, name, call })),
);

describe("golden requests and answers of each version are kept", () => {
  it.each(kept)("a worker answers version $version as ever: $name", async ({ call: { answer, ...asked } }) => {
    expect(await repeatCall(asked)).toStrictEqual(answer);
  });

  it("today's requests and answers are those of the current version", async () => {
    expect(await recordCalls()).toStrictEqual(readGolden(PROTOCOL_VERSION));
  });
});
