import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { JournalRequest, JournalReply } from "./journal-process.fixture.js";
import type { JournalStore } from "./journal-store.js";
import type { ProcessIdentity } from "./owner.js";

const FOLDER = dirname(fileURLToPath(import.meta.url));

type Method = Exclude<keyof JournalStore, "listOrphans">;

/** A process of its own that ends with the test. */
export function startProcess(): JournalProcess {
  const started = new JournalProcess();
  onTestFinished(async () => started.kill());
  return started;
}

/** A process of its own that uses a journal, until it is killed. */
export class JournalProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: JournalReply) => void>();
  /** The number of the last event of each run that the process was told is recorded. */
  readonly confirmed = new Map<string, number>();
  #requests = 0;

  constructor() {
    this.#child = fork(join(FOLDER, "journal-process.fixture.ts"), {
      cwd: FOLDER,
      execArgv: ["--conditions=@taskloom/source", "--import=tsx"],
      serialization: "advanced",
    });
    this.#child.on("message", (reply: JournalReply) => this.#receive(reply));
  }

  async open(path: string): Promise<void> {
    await this.#ask({ ask: "open", path });
  }

  /** Gives up the rights of the superuser, if it has them. */
  async becomeNobody(): Promise<void> {
    await this.#ask({ ask: "become_nobody" });
  }

  async identify(): Promise<ProcessIdentity> {
    return (await this.#ask({ ask: "identify" })) as ProcessIdentity;
  }

  async call<M extends Method>(
    method: M,
    ...args: Parameters<JournalStore[M]>
  ): Promise<Awaited<ReturnType<JournalStore[M]>>> {
    return (await this.#ask({ ask: "call", method, args })) as Awaited<ReturnType<JournalStore[M]>>;
  }

  /** Appends to the runs, one entry after the other to each, until they are taken over; resolves after so many confirmations. */
  async writeOn(runs: readonly string[], confirmations: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      let left = confirmations;
      this.#child.on("message", (reply: JournalReply) => {
        if (reply.kind === "confirmed" && --left === 0) resolve();
      });
    });
    await this.#ask({ ask: "write_on", runs });
    await enough;
  }

  /** As if the machine had taken it away: it cannot do anything more. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  async #ask(request: JournalRequest): Promise<unknown> {
    this.#requests += 1;
    const id = this.#requests;
    const answered = new Promise<JournalReply>((resolve) => this.#waiting.set(id, resolve));
    this.#child.send({ id, request });
    const reply = await answered;
    if (reply.kind === "failed") throw Object.assign(new Error(reply.message), { code: reply.code });
    return reply.kind === "done" ? reply.value : undefined;
  }

  #receive(reply: JournalReply): void {
    if (reply.kind === "confirmed") this.confirmed.set(reply.run, reply.seq);
    else this.#waiting.get(reply.id)?.(reply);
  }
}
