/** A setting of the server that we change. */
export interface Knob {
  /** As the server takes it: the name, and the value in JSON. */
  readonly setting: string;
  /** What it changes, in one sentence. */
  readonly effect: string;
}

/** What makes a dev server, which has a single shard, fast enough for one user's runs. */
export const knobs: readonly Knob[] = [
  {
    setting: "history.transferProcessorMaxPollRPS=10000",
    effect: "An activity is handed out in milliseconds after the one before; by default, 20 a second at most.",
  },
  {
    setting: 'history.timerProcessorMaxTimeShift="5ms"',
    effect: "A timer or a retry is late by milliseconds; by default, by up to a second.",
  },
];
