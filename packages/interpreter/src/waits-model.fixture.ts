/** A wait of the model: how it was opened, and what it has looked at. */
export interface ModelWait {
  readonly path: string;
  readonly name: string;
  readonly correlationId: string | undefined;
  readonly judges: boolean;
  readonly seen: Set<string>;
  /** The signal that it judges. */
  hand: string | undefined;
  isOver: boolean;
}

export interface ModelSignal {
  readonly id: string;
  readonly name: string;
  readonly correlationId: string | undefined;
}

/** Waits and signals as one would serve them by hand, each signal and each wait in the order in which it came. */
export class WaitsModel {
  readonly waits: ModelWait[] = [];
  kept: ModelSignal[] = [];
  /** Which wait took which signal. */
  readonly taken: string[] = [];
  paused = false;

  open(wait: Pick<ModelWait, "path" | "name" | "correlationId" | "judges">): void {
    this.waits.push({ ...wait, seen: new Set(), hand: undefined, isOver: false });
    this.#serve();
  }

  arrive(signal: ModelSignal): void {
    this.kept.push(signal);
    this.#serve();
  }

  /** The wait has judged the signal in its hand. */
  judge(path: string, verdict: "taken" | "left" | "dropped"): void {
    const wait = this.waits.find((one) => one.path === path);
    if (wait?.hand === undefined) return;
    if (verdict === "taken") this.#take(wait, wait.hand);
    if (verdict === "dropped") this.#remove(wait.hand);
    wait.hand = undefined;
    this.#serve();
  }

  timeOut(path: string): void {
    const wait = this.waits.find((one) => one.path === path);
    if (wait !== undefined) Object.assign(wait, { isOver: true, hand: undefined });
    this.#serve();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.#serve();
  }

  #serve(): void {
    while (!this.paused && this.waits.some((wait) => this.#serveOne(wait)));
  }

  /** Gives the wait the oldest signal that is for it, and says whether there was one. */
  #serveOne(wait: ModelWait): boolean {
    if (wait.isOver || wait.hand !== undefined) return false;
    const signal = this.kept.find((kept) => wantsSignal(wait, kept));
    if (signal === undefined || !this.#isFree(wait, signal)) return false;
    wait.seen.add(signal.id);
    if (wait.judges) wait.hand = signal.id;
    else this.#take(wait, signal.id);
    return true;
  }

  /** Nobody has it in hand, and all that opened before and want it have seen it. */
  #isFree(wait: ModelWait, signal: ModelSignal): boolean {
    const before = this.waits.slice(0, this.waits.indexOf(wait));
    return this.waits.every(({ hand }) => hand !== signal.id) && !before.some((one) => wantsSignal(one, signal));
  }

  #take(wait: ModelWait, id: string): void {
    this.taken.push(`${wait.path} ${id}`);
    wait.isOver = true;
    this.#remove(id);
  }

  #remove(id: string): void {
    this.kept = this.kept.filter((signal) => signal.id !== id);
  }
}

function wantsSignal({ name, correlationId, seen, isOver }: ModelWait, signal: ModelSignal): boolean {
  if (isOver || name !== signal.name || seen.has(signal.id)) return false;
  return correlationId === undefined || correlationId === signal.correlationId;
}
