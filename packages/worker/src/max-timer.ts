/** Node's timers end at once when they are given more, about 24.8 days. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;
