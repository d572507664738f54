import type { RunId, TaskLog, TaskLogLine } from "@taskloom/interfaces";
import type { JournalStore } from "./journal/journal-store.js";
import type { RunNews } from "./run-news.js";

/** The logs of runs, kept in their journal. */
export function createJournalLog(journal: JournalStore, news: RunNews): TaskLog {
  return {
    append: async (run, entries) => {
      await journal.appendLog(run, entries);
      news.tell(run);
    },
    read: (run, options = {}) => readLines(journal, news, run, options),
  };
}

async function* readLines(
  journal: JournalStore,
  news: RunNews,
  run: RunId,
  { after = 0, path, follow = false, signal }: Parameters<TaskLog["read"]>[1] & object,
): AsyncGenerator<TaskLogLine> {
  const bell = news.bell(run, signal);
  const hasMore = async (): Promise<boolean> => follow && bell.next();
  let last = after;
  try {
    do {
      for (const line of await journal.readLog(run, last, path)) {
        last = line.seq;
        yield line;
      }
    } while (await hasMore());
  } finally {
    bell.stop();
  }
}
