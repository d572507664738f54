import { TaskloomError } from "@taskloom/shared";
import type { JournalEntry, JournalStore } from "./journal/journal-store.js";

/** The same object, with some of its methods replaced. */
export function alter<T extends object>(object: T, altered: Partial<T>): T {
  return new Proxy(object, {
    get: (target, name) => {
      if (name in altered) return Reflect.get(altered, name) as unknown;
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}

/** The journal, whose `append` fails with what `fault` gives for an entry. */
export function breakAppends(journal: JournalStore, fault: (entry: JournalEntry) => Error | undefined): JournalStore {
  const append: JournalStore["append"] = async (entry) => {
    const error = fault(entry);
    if (error !== undefined) throw error;
    return journal.append(entry);
  };
  return alter(journal, { append });
}

/** The journal, which is locked so many times when a call that was held up is to be let go. */
export function breakLetGo(journal: JournalStore, times: number): JournalStore {
  let left = times;
  const letGo: JournalStore["letGo"] = async (run, path) => {
    left -= 1;
    if (left >= 0) throw new TaskloomError("JOURNAL_LOCKED", "for a test");
    return journal.letGo(run, path);
  };
  return alter(journal, { letGo });
}
