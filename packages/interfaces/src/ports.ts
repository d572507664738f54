/** The time that drivers go by. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

/** Calls back later. */
export interface Timers {
  /** Calls back once after so many milliseconds; gives a function that prevents it. */
  start(ms: number, callback: () => void): () => void;
}

/** Where new ids come from. */
export interface IdSource {
  /** 26 characters that sort by the time of their making. */
  next(): string;
}

/** Resolves `secrets.<name>` immediately before a handler is called. */
export interface Secrets {
  /**
   * The secret's value.
   * @throws SECRET_MISSING
   */
  get(name: string): string;
}
