/** What has to be closed at the end, the newest first. */
export interface ClosingList {
  add(close: () => Promise<void>): void;
  /** Closes everything, also when some of it fails; then the first failure is thrown. A second call does nothing. */
  closeAll(): Promise<void>;
}

export function createClosingList(): ClosingList {
  const closers: (() => Promise<void>)[] = [];
  return {
    add: (close) => void closers.push(close),
    async closeAll() {
      const failures: unknown[] = [];
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        await close().catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
