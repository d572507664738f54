import { openFileJournal } from "./file-journal.js";
import type { JournalStore } from "./journal-store.js";
import { identifyProcess } from "./owner.js";
import { entryOf } from "./sample-run.fixture.js";

/** What the process of a test is asked to do. */
export type JournalRequest =
  | { readonly ask: "open"; readonly path: string }
  | { readonly ask: "become_nobody" }
  | { readonly ask: "identify" }
  | { readonly ask: "call"; readonly method: keyof JournalStore; readonly args: readonly unknown[] }
  | { readonly ask: "write_on"; readonly runs: readonly string[] };

export type JournalReply =
  | { readonly kind: "done"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly code: unknown; readonly message: string }
  | { readonly kind: "confirmed"; readonly run: string; readonly seq: number };

/** By convention the user who owns nothing. */
const NOBODY = 65_534;

let journal: JournalStore | undefined;

process.on("message", (message: { readonly id: number; readonly request: JournalRequest }) => {
  void answer(message.id, message.request);
});
process.on("disconnect", () => process.exit());

async function answer(id: number, request: JournalRequest): Promise<void> {
  try {
    send({ kind: "done", id, value: await perform(request) });
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: unknown };
    send({ kind: "failed", id, code, message });
  }
}

async function perform(request: JournalRequest): Promise<unknown> {
  switch (request.ask) {
    case "open":
      journal = await openFileJournal(request.path);
      return undefined;
    case "become_nobody":
      if (process.getuid?.() === 0) process.setuid?.(NOBODY);
      return undefined;
    case "identify":
      return identifyProcess();
    case "call":
      return callJournal(openJournal(), request.method, request.args);
    case "write_on":
      for (const run of request.runs) void writeOn(openJournal(), run);
      return undefined;
  }
}

function openJournal(): JournalStore {
  if (journal === undefined) throw new Error("open it first");
  return journal;
}

async function callJournal(
  store: JournalStore,
  method: keyof JournalStore,
  args: readonly unknown[],
): Promise<unknown> {
  return Reflect.apply(store[method], store, args) as unknown;
}

/** From the event after the first one on. */
async function writeOn(store: JournalStore, run: string): Promise<void> {
  for (let seq = 2; await store.append(entryOf(run, seq)); seq += 1) send({ kind: "confirmed", run, seq });
}

function send(reply: JournalReply): void {
  process.send?.(reply);
}
