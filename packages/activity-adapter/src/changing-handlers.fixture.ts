import { createEngineHandlers, type EngineHandlers } from "@taskloom/contracts";
import type { Handler, Handlers } from "@taskloom/interfaces";
import { vi } from "vitest";

/** Handlers that come and go. */
export interface ChangingHandlers extends EngineHandlers {
  /** Takes a handler away, at once or when it has made so many attempts. */
  lose(action: string, afterAttempt?: number): void;
  /** Gives a handler back. */
  give(action: string): void;
  /** Resolves when this attempt has begun at a path. */
  attempted(path: string, attempt: number): Promise<void>;
}

/**
 * Those of the contract, and `steps`, which is a `gate` for `<input>#<attempt>` in each attempt, and fails all but the
 * third.
 */
export function createChangingHandlers(): ChangingHandlers {
  const usual = createEngineHandlers();
  /** After which attempt an action is gone, */
  const gone = new Map<string, number>();
  /** and how far it has got. */
  const reached = new Map<string, number>();
  return {
    ...usual,
    get: (action) => {
      const handler = action === "steps" ? createSteps(usual) : usual.get(action);
      const isGone = (reached.get(action) ?? 0) >= (gone.get(action) ?? Infinity);
      return handler === undefined || isGone
        ? undefined
        : watched(handler, (attempt) => void reached.set(action, attempt));
    },
    names: () => [...usual.names(), "steps"],
    lose: (action, afterAttempt = 0) => void gone.set(action, afterAttempt),
    give: (action) => void gone.delete(action),
    attempted: async (path, attempt) => {
      const hasBegun = (): boolean => usual.calls.some((call) => call.path === path && call.attempt === attempt);
      await vi.waitUntil(hasBegun, { timeout: 30_000 });
    },
  };
}

function watched({ run, ...rest }: Handler, note: (attempt: number) => void): Handler {
  return {
    ...rest,
    run: (input, context) => {
      note(context.attempt);
      return run(input, context);
    },
  };
}

function createSteps(usual: Handlers): Handler {
  return {
    run: async (input, context) => {
      const { attempt } = context;
      const name = typeof input === "string" ? input : "";
      await usual.get("gate")?.run(`${name}#${attempt}`, context);
      if (attempt < 3) throw new Error(`attempt ${attempt}`);
      return attempt;
    },
  };
}
