import type { RunEvent, RunState, ValuePlace, ValuesMoved } from "@taskloom/interfaces";
import { readPlace } from "@taskloom/interpreter";
import { scheduleActivity, type CancellationScope } from "@temporalio/workflow";
import { fitTogether } from "./message-size.js";
import { ACTIVITY_PREFIX, type MoveValuesInput } from "./protocol.js";
import type { Hear } from "./turns.js";

/** Large values of a run that are on their way into blobs. */
export class ValueMoves {
  readonly #around: CancellationScope;
  readonly #state: RunState;
  readonly #hear: Hear;
  #underWay = 0;

  constructor(around: CancellationScope, state: RunState, hear: Hear) {
    this.#around = around;
    this.#state = state;
    this.#hear = hear;
  }

  get areIdle(): boolean {
    return this.#underWay === 0;
  }

  /** What cannot be moved stays where it is. */
  start(places: readonly ValuePlace[]): void {
    const values = places.flatMap((place) => {
      const value = readPlace(this.#state, place);
      return value === undefined ? [] : [{ place, value }];
    });
    if (values.length === 0 || !fitTogether(values)) return;
    const input: MoveValuesInput = { kind: "move_values", runId: this.#state.runId, values };
    const options = { startToCloseTimeout: 60_000, retry: { maximumInterval: 30_000 }, summary: "large values" };
    this.#underWay += 1;
    this.#around
      .run(async () => scheduleActivity<ValuesMoved>(`${ACTIVITY_PREFIX}values`, [input], options))
      .then(
        (event) => this.#hear(() => this.#moved([event])),
        () => this.#hear(() => this.#moved([])),
      );
  }

  #moved(events: readonly RunEvent[]): readonly RunEvent[] {
    this.#underWay -= 1;
    return events;
  }
}
