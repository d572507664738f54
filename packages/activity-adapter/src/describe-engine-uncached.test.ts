import { describeTemporalEngine } from "./describe-temporal-engine.fixture.js";

// Every workflow task replays what came before.
describeTemporalEngine("the engine on Temporal without a cache", { maxCachedWorkflows: 0 }, [
  "a failed attempt is made again, with the same idempotency key",
  "a race completes with its first success, and its losers are cancelled",
  "containers nest in any way",
  "a run keeps a signal that comes before its wait",
  "a processor runs before the condition, which sees its output",
  "a wait for a duration ends after it",
  "while paused nothing new starts, and what was under way is recorded",
  "cancel tells all that is under way, skips the rest and ends the run canceled",
  "a relaxed run that is cancelled ends with the task under way, at the latest with its time-out",
  "retry from a task keeps the results before it",
]);
