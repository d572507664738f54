/** Wakes those who wait for something to happen. */
export class Waker {
  readonly #waiting = new Set<() => void>();

  /** Resolves at the next `wake`, or when the signal is aborted. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return;
    const { promise, resolve } = createGate();
    this.#waiting.add(resolve);
    signal?.addEventListener("abort", resolve);
    await promise;
    this.#waiting.delete(resolve);
    signal?.removeEventListener("abort", resolve);
  }

  wake(): void {
    for (const resolve of this.#waiting) resolve();
  }
}

function createGate(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}
