import type { Handlers, JsonObject } from "@taskloom/interfaces";
import { describe, expect, it } from "vitest";
import { createContext } from "../handlers/handler-context.fixture.js";
import { createHandlers } from "../handlers/handler-map.js";
import { logHandlers } from "./logged-handlers.js";
import { createLogger } from "./logger.js";

function logged(handlers: Handlers): { readonly handlers: Handlers; readonly lines: JsonObject[] } {
  const lines: JsonObject[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as JsonObject);
  return {
    handlers: logHandlers(handlers, createLogger({ level: "info", format: "json", secrets: [], write })),
    lines,
  };
}

describe("a handler's log", () => {
  it("goes to the process's log too, with run, task and attempt on every line", () => {
    const own = {
      talk: {
        run: (_: unknown, { log }: ReturnType<typeof createContext>["context"]) => {
          log.debug("too little");
          log.info("one");
          log.error("two", { n: 2 });
          return "done";
        },
      },
    };
    const { handlers, lines } = logged(createHandlers({}, own));
    const { context, log } = createContext({ runId: "r-1", taskPath: "root/a", attempt: 3 });
    expect(handlers.get("talk")?.run(null, context)).toBe("done");
    expect(log.map(({ message }) => message)).toStrictEqual(["too little", "one", "two"]);
    const place = { run_id: "r-1", task: "root/a", attempt: 3 };
    expect(lines).toMatchObject([
      { level: "info", ...place, msg: "one" },
      { level: "error", ...place, data: { n: 2 }, msg: "two" },
    ]);
  });

  it("does not change what the handler is", () => {
    const slow = { slow: true, run: () => 1 };
    const { handlers } = logged(createHandlers({ "core.x": { run: () => 2 } }, { slow }));
    expect(handlers.names()).toStrictEqual(["core.x", "slow"]);
    expect([handlers.get("slow")?.slow, handlers.get("core.x")?.slow]).toStrictEqual([true, undefined]);
    expect(handlers.get("none")).toBeUndefined();
  });
});
