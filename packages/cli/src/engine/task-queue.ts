import type { Session } from "./session.js";

/** Whether somebody said which task queue is meant: then its workers run what is started. */
export function isQueueGiven({ config }: Session): boolean {
  return config.sources["temporal.task_queue"].kind !== "default";
}

/** The same session on another task queue. */
export function onTaskQueue(session: Session, taskQueue: string): Session {
  const { config } = session;
  return { ...session, config: { ...config, temporal: { ...config.temporal, taskQueue } } };
}
