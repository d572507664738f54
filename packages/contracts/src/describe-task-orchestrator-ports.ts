import type {
  Clock,
  Handlers,
  IdSource,
  JsonObject,
  JsonValue,
  LogLevel,
  OutgoingSignal,
  SignalDelivery,
  SignalSender,
  StoreEntry,
  TaskStore,
} from "@taskloom/interfaces";

/** The ports of an orchestrator, in memory, with what was done through them. */
export interface MemoryPorts {
  readonly store: TaskStore;
  readonly handlers: Handlers;
  readonly signals: SignalRecorder;
  readonly clock: Clock;
  readonly ids: IdSource;
  log(level: LogLevel, message: string, data?: JsonObject): void;
  readonly done: { handlerStarted: boolean; signalSent: boolean };
  /** What was logged, in order. */
  readonly lines: readonly { readonly level: LogLevel; readonly message: string }[];
  /** What the store holds. */
  readonly kept: ReadonlyMap<string, string>;
}

/** Records what is sent, and answers as told. */
export interface SignalRecorder extends SignalSender {
  readonly sent: readonly OutgoingSignal[];
  /** What `send` answers; `{ delivered: 1, started: 0 }` at first. */
  delivery: SignalDelivery;
  /** What `send` throws instead. */
  fault?: Error;
}

/** Time of the first reading, 2026-01-01T00:00:00Z; each reading is a second later than the one before. */
export const PORTS_START_MS: number = Date.UTC(2026, 0, 1);

export function createMemoryPorts(): MemoryPorts {
  const lines: { level: LogLevel; message: string }[] = [];
  const kept = new Map<string, string>();
  return {
    store: createMapStore(kept),
    handlers: { get: () => undefined, names: () => [] },
    signals: createSignalRecorder(),
    clock: createTickingClock(),
    ids: createCountingIds(),
    log: (level, message) => void lines.push({ level, message }),
    done: { handlerStarted: false, signalSent: false },
    lines,
    kept,
  };
}

function createMapStore(kept: Map<string, string>): TaskStore {
  const load = async (key: string): Promise<JsonValue | undefined> => parse(kept.get(key));
  const storeMany = async (entries: readonly StoreEntry[]): Promise<void> => {
    for (const { key, value } of entries) kept.set(key, JSON.stringify(value));
  };
  return {
    load,
    storeMany,
    loadMany: async (keys) => Promise.all(keys.map(load)),
    store: async (key, value) => storeMany([{ key, value }]),
    delete: async (key) => kept.delete(key),
    exists: async (key) => kept.has(key),
    close: async () => undefined,
  };
}

function parse(text: string | undefined): JsonValue | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
}

function createSignalRecorder(): SignalRecorder {
  const sent: OutgoingSignal[] = [];
  const recorder: SignalRecorder = {
    sent,
    delivery: { delivered: 1, started: 0 },
    send: async (signal) => {
      if (recorder.fault !== undefined) throw recorder.fault;
      sent.push(signal);
      return recorder.delivery;
    },
  };
  return recorder;
}

/** A clock that no two readings agree on: who decides by it does not give the same answer twice. */
function createTickingClock(): Clock {
  let readings = 0;
  return { now: () => PORTS_START_MS + 1_000 * readings++ };
}

function createCountingIds(): IdSource {
  let count = 0;
  return { next: () => String(count++).padStart(26, "0") };
}
