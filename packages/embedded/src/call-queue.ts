const PRIORITIES = 5;

/** The places for calls: those that wait for one get it by their priority, 1 (first) to 5, then in the order of asking. */
export class CallQueue {
  readonly #places: number;
  readonly #waiting: readonly Set<() => void>[] = Array.from({ length: PRIORITIES }, () => new Set());
  #busy = 0;

  /** At most `places` calls at once. */
  constructor(places: number) {
    this.#places = places;
  }

  /** Places taken. */
  get busy(): number {
    return this.#busy;
  }

  /** Takes a place if one is free. It must be given back with `release`. */
  tryTake(): boolean {
    if (this.#busy >= this.#places || this.#waiting.some((queue) => queue.size > 0)) return false;
    this.#busy += 1;
    return true;
  }

  /** Calls back when a place is taken for it; gives a function that withdraws the request and says whether it waited. */
  wait(priority: number, start: () => void): () => boolean {
    const queue = this.#waiting[Math.min(Math.max(priority, 1), PRIORITIES) - 1];
    queue?.add(start);
    this.#startNext();
    return () => queue?.delete(start) ?? false;
  }

  release(): void {
    this.#busy -= 1;
    this.#startNext();
  }

  #startNext(): void {
    if (this.#busy >= this.#places) return;
    const queue = this.#waiting.find((candidates) => candidates.size > 0);
    const [start] = queue ?? [];
    if (start === undefined) return;
    queue?.delete(start);
    this.#busy += 1;
    start();
  }
}
