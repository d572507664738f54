import type { Handler, HandlerContext, Handlers, JsonValue } from "@taskloom/interfaces";

/** A call of a handler, as it was made. */
export interface HandlerCall {
  readonly action: string;
  readonly input: JsonValue;
  readonly path: string;
  readonly attempt: number;
  readonly key: string;
  readonly lastHeartbeat: JsonValue;
  readonly signal: AbortSignal;
}

/** Handlers whose every call is noted, and that the test can hold and release. */
export interface EngineHandlers extends Handlers {
  readonly calls: HandlerCall[];
  /** Lets `gate` handlers with this input (and all later ones) return it. */
  open(input: JsonValue): void;
  /** Resolves when a handler has been called at this path. */
  called(path: string): Promise<HandlerCall>;
}

/**
 * `echo` returns its input · `fail` throws a retryable error with the input's JSON as its message · `stop` throws one that is
 * not retryable · `flaky` fails as many attempts as its input says · `gate` returns when it is opened or aborted ·
 * `deaf` is a gate that ignores its abort · `beat` leaves its attempt as a heartbeat and fails twice.
 */
export function createEngineHandlers(): EngineHandlers {
  const calls: HandlerCall[] = [];
  const opened = new Set<string>();
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const check of waiting) check();
  };
  const until = async (condition: () => boolean, signal?: AbortSignal): Promise<void> => {
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (!condition() && signal?.aborted !== true) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      signal?.addEventListener("abort", check, { once: true });
      check();
    });
  };
  const isOpen = (input: JsonValue) => (): boolean => opened.has(JSON.stringify(input));
  const work: Readonly<Record<string, (input: JsonValue, context: HandlerContext) => unknown>> = {
    echo: (input) => input,
    fail: (input) => fail(JSON.stringify(input)),
    stop: (input) => fail(JSON.stringify(input), { retryable: false }),
    flaky: (input, { attempt }) => (attempt <= Number(input) ? fail(`attempt ${attempt}`) : attempt),
    gate: async (input, { signal }) => {
      await until(isOpen(input), signal);
      if (signal.aborted) fail("told to stop");
      return input;
    },
    deaf: async (input) => {
      await until(isOpen(input));
      return input;
    },
    beat: (_input, context) => {
      context.heartbeat({ attempt: context.attempt });
      return context.attempt < 3 ? fail("again") : context.lastHeartbeat;
    },
  };
  const handlers = new Map<string, Handler>();
  for (const [action, run] of Object.entries(work)) {
    handlers.set(action, {
      run: (input, context) => {
        const { taskPath: path, attempt, idempotencyKey: key, lastHeartbeat, signal } = context;
        calls.push({ action, input, path, attempt, key, lastHeartbeat, signal });
        tell();
        return run(input, context);
      },
    });
  }
  return {
    calls,
    get: (action) => handlers.get(action),
    names: () => [...handlers.keys()],
    open: (input) => {
      opened.add(JSON.stringify(input));
      tell();
    },
    called: async (path) => {
      await until(() => calls.some((call) => call.path === path));
      const call = calls.find((made) => made.path === path);
      if (call === undefined) throw new Error(`no handler was called at ${path}`);
      return call;
    },
  };
}

function fail(message: string, keys: Readonly<Record<string, unknown>> = {}): never {
  throw Object.assign(new Error(message), keys);
}
