import { describe, expect, it } from "vitest";
import { createCoreHandlers } from "./core-handlers.js";

describe("the handlers that come with it", () => {
  it("are these, and those that take their time are slow", () => {
    const handlers = createCoreHandlers({ files: { root: "/nowhere" }, http: { allow: [] } });
    expect(Object.keys(handlers)).toStrictEqual([
      "core.echo",
      "core.fail",
      "core.file.list",
      "core.file.read",
      "core.file.write",
      "core.http",
      "core.log",
      "core.sleep",
    ]);
    const slow = Object.entries(handlers).filter(([, handler]) => handler.slow === true);
    expect(slow.map(([action]) => action)).toStrictEqual(["core.http", "core.sleep"]);
  });
});
