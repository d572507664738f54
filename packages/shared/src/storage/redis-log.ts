import {
  DEFAULT_LIMITS,
  type ReadLogOptions,
  type RunId,
  type TaskLog,
  type TaskLogEntry,
  type TaskLogLine,
} from "@taskloom/interfaces";
import { selectLines } from "./log-lines.js";
import type { RedisConnection } from "./redis-connection.js";
import { readStream, type StreamReply } from "./redis-stream-reply.js";

export interface RedisLogOptions {
  /** What the keys begin with: `<prefix>:log:<run>`; default `taskloom`. */
  readonly prefix?: string;
  /** How long a run's log is kept after its last line; default 30 days. */
  readonly ttlMs?: number;
  /** Of one run, of which the oldest go; default 10,000. */
  readonly maxLines?: number;
}

/**
 * Task logs that workers share, a stream for each run; the server numbers the lines. `append` is one round trip. Who
 * follows does so on a connection of its own and gets STORE_UNAVAILABLE when it is lost: read on with `after`.
 */
export function createRedisLog(connection: RedisConnection, options: RedisLogOptions = {}): TaskLog {
  const defaults = { prefix: "taskloom", ttlMs: 30 * 24 * 60 * 60 * 1000, maxLines: DEFAULT_LIMITS.logLines };
  return new RedisLog(connection, { ...defaults, ...options });
}

const PAGE_LINES = 500;

class RedisLog implements TaskLog {
  readonly #connection: RedisConnection;
  readonly #options: Required<RedisLogOptions>;

  constructor(connection: RedisConnection, options: Required<RedisLogOptions>) {
    this.#connection = connection;
    this.#options = options;
  }

  async append(run: RunId, entries: readonly TaskLogEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const key = this.#keyOf(run);
    await this.#connection.sendAtomically([
      ...entries.map((entry) => ["xadd", key, "0-*", "line", JSON.stringify(entry)] as const),
      ["xtrim", key, "MAXLEN", "=", this.#options.maxLines],
      ["pexpire", key, Math.ceil(this.#options.ttlMs)],
    ]);
  }

  read(run: RunId, options: ReadLogOptions = {}): AsyncIterable<TaskLogLine> {
    return options.follow === true ? this.#follow(run, options) : this.#readKept(run, options);
  }

  async *#readKept(run: RunId, options: ReadLogOptions): AsyncGenerator<TaskLogLine> {
    let after = options.after ?? 0;
    while (options.signal?.aborted !== true) {
      const command = ["xrange", this.#keyOf(run), `(0-${after}`, "+", "COUNT", PAGE_LINES] as const;
      const lines = readStream((await this.#connection.send(command)) as StreamReply);
      yield* selectLines(lines, options);
      after = lines.at(-1)?.seq ?? after;
      if (lines.length < PAGE_LINES) return;
    }
  }

  async *#follow(run: RunId, options: ReadLogOptions): AsyncGenerator<TaskLogLine> {
    const reader = this.#connection.openReader();
    const stop = (): void => void reader.close();
    options.signal?.addEventListener("abort", stop);
    try {
      yield* this.#readOn(reader, run, options);
    } catch (error) {
      if (options.signal?.aborted !== true) throw error;
    } finally {
      options.signal?.removeEventListener("abort", stop);
      await reader.close();
    }
  }

  async *#readOn(reader: RedisConnection, run: RunId, options: ReadLogOptions): AsyncGenerator<TaskLogLine> {
    let after = options.after ?? 0;
    while (options.signal?.aborted !== true) {
      const range = ["streams", this.#keyOf(run), `0-${after}`] as const;
      const reply = await reader.send(["xread", "COUNT", PAGE_LINES, "BLOCK", reader.blockMs, ...range]);
      const [[, entries]] = (reply ?? [["", []]]) as [[key: string, entries: StreamReply]];
      const lines = readStream(entries);
      yield* selectLines(lines, options);
      after = lines.at(-1)?.seq ?? after;
    }
  }

  #keyOf(run: RunId): string {
    return `${this.#options.prefix}:log:${run}`;
  }
}
