import type { EngineSetting, TaskloomWorkerOptions } from "@taskloom/activity-adapter";
import { createAdvance, type Definitions } from "@taskloom/advance";
import type { SignalSender } from "@taskloom/interfaces";
import type { EngineParts } from "../engine-parts.js";
import { logAttempts } from "../log/logged-attempts.js";
import { systemClock as clock, systemTimers as timers } from "../system-clock.js";
import { observeRuns } from "./observe-runs.js";

type Given = "advance" | "definitions" | "log" | "store" | "blobs" | "client" | "onObserved" | "onStoreMiss";

/** How a worker makes calls, and who is told of what happens. */
export type Calls = Pick<TaskloomWorkerOptions, Given>;

export interface CallsParts {
  readonly parts: EngineParts;
  readonly setting: EngineSetting;
  /** Of which the setting's are a view. */
  readonly definitions: Definitions;
  readonly signals: SignalSender;
}

export function createCalls({ parts, setting, definitions, signals }: CallsParts): Calls {
  const { path, handlers, store, blobs, config, logger, metrics } = parts;
  const { log, ids } = setting;
  const { secrets } = config;
  const ports = { path, definitions, handlers, store, blobs, signals, secrets, log, clock, timers, ids };
  return {
    advance: logAttempts(createAdvance(ports), logger),
    definitions: setting.definitions,
    log,
    store,
    blobs,
    client: setting.client,
    onObserved: observeRuns(log, clock, metrics),
    onStoreMiss: () => metrics?.storeMissed(),
  };
}
