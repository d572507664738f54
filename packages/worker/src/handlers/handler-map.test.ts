import type { Handler } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createHandlers, mergeHandlers } from "./handler-map.js";

const one: Handler = { run: () => 1 };
const two: Handler = { run: () => 2 };

describe("handlers", () => {
  it("are those that come with it, and the user's", () => {
    const handlers = createHandlers({ "core.one": one }, { two });
    expect(handlers.names()).toStrictEqual(["core.one", "two"]);
    expect([handlers.get("core.one"), handlers.get("two")]).toStrictEqual([one, two]);
  });

  it.each(["none", "toString", "__proto__"])("have no %s", (action) => {
    expect(createHandlers({}, { two }).get(action)).toBeUndefined();
  });

  it("of the user cannot take a name that begins with `core.`", () => {
    expect(() => createHandlers({}, { "core.mine": one })).toThrow(
      expect.objectContaining({ code: "HANDLERS_INVALID", details: { action: "core.mine" } }),
    );
  });

  it.each([[null], [{}], [{ run: 1 }], [() => 1]])("must have a `run` function: %o has none", (value) => {
    const map = { broken: value as Handler };
    for (const use of [() => mergeHandlers([map]), () => createHandlers({}, map)]) {
      expect(use).toThrow(expect.objectContaining({ code: "HANDLERS_INVALID", details: { action: "broken" } }));
    }
  });

  it("of several modules are merged", () => {
    expect(mergeHandlers([{ a: one }, { b: two }, {}])).toStrictEqual({ a: one, b: two });
  });

  it("of several modules cannot share a name, unless it is the same handler", () => {
    expect(mergeHandlers([{ a: one }, { a: one }])).toStrictEqual({ a: one });
    expect(() => mergeHandlers([{ a: one }, { a: two }])).toThrow(
      expect.objectContaining({ code: "HANDLERS_INVALID", details: { action: "a" } }),
    );
  });
});
