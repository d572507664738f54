import type { CompiledDefinition, JsonValue, PageRequest, RunFilter } from "@taskloom/interfaces";
import { beforeEach, describe, expect, it } from "vitest";
import type { HeldCall, InboxMessage, JournalStore, Listener } from "./journal-store.js";
import { endOf, entryOf, eventOf, lineOf, newRun, newRunOf, ownerOf } from "./sample-run.fixture.js";

const ODD_TEXTS = ["a\0b", "\ud800", "é\u2028", "\0", '"', "__proto__"];

/** What every journal does. `open` gives an empty one, and sees to it that it is closed. */
export function describeJournalStore(name: string, open: () => Promise<JournalStore>): void {
  describe(`journal ${name}`, () => {
    let journal: JournalStore;
    beforeEach(async () => {
      journal = await open();
    });

    describe("runs", () => {
      it("gives a run back as it was added", async () => {
        const run = newRunOf("a", { labels: { team: "shop" } }, 1_234);
        await journal.createRun(run);
        expect(await journal.readRun("a")).toEqual({
          start: run.start,
          status: "running",
          startedAt: 1_234,
          endedAt: undefined,
          owner: undefined,
          epoch: 0,
          lastSeq: 1,
        });
        expect(await journal.readBatches("a", 0)).toEqual(run.batches.map((batch) => ({ ...batch, firstSeq: 1 })));
      });

      it("knows nothing of a run that was not added", async () => {
        expect(await journal.readRun("none")).toBeUndefined();
        expect(await journal.readBatches("none", 0)).toEqual([]);
        expect(await journal.readSnapshot("none")).toBeUndefined();
        expect(await journal.readLog("none", 0)).toEqual([]);
      });

      it("adds no second run with an id, whoever is first", async () => {
        const created = await Promise.all([1, 2, 3].map(async (at) => journal.createRun(newRun("a", at))));
        expect(created).toEqual([{ epoch: 0 }, undefined, undefined]);
        expect(await journal.readRun("a")).toMatchObject({ startedAt: 1 });
        expect(await journal.readBatches("a", 0)).toHaveLength(1);
      });

      it("gives the first epoch to the owner", async () => {
        expect(await journal.createRun(newRun("a", 1, { owner: ownerOf(1) }))).toEqual({ epoch: 1 });
        expect(await journal.readRun("a")).toMatchObject({ epoch: 1, owner: ownerOf(1) });
      });

      it("counts on from all the batches that a run begins with, and starts it at the time of the last", async () => {
        const [first, second, third] = [
          { at: 500, events: [eventOf("a", 1), eventOf("a", 2)] },
          { at: 600, events: [eventOf("a", 3)] },
          { at: 9_000, events: [eventOf("a", 4), eventOf("a", 5)] },
        ];
        await journal.createRun(newRun("a", 1, { batches: [first, second, third] }));
        expect(await journal.readRun("a")).toMatchObject({ status: "running", startedAt: 9_000, lastSeq: 5 });
        expect(await journal.readBatches("a", 0)).toEqual([
          { ...first, firstSeq: 1 },
          { ...second, firstSeq: 3 },
          { ...third, firstSeq: 4 },
        ]);
        expect(await journal.readSnapshot("a")).toBeUndefined();
        expect(await journal.append(entryOf("a", 6))).toBe(true);
        expect(await journal.readBatches("a", 3)).toMatchObject([{ firstSeq: 4 }, { firstSeq: 6 }]);
        expect(await journal.readRun("a")).toMatchObject({ startedAt: 9_000, lastSeq: 6 });
      });

      it("takes a run that begins with no event of its own", async () => {
        const others = { at: 1, events: [eventOf("a", 1), eventOf("a", 2)] };
        await journal.createRun(newRun("a", 1, { batches: [others, { at: 2, events: [] }] }));
        await journal.createRun(newRun("b", 1, { batches: [{ at: 1, events: [] }] }));
        expect(await journal.readRun("a")).toMatchObject({ startedAt: 2, lastSeq: 2 });
        expect(await journal.readBatches("a", 0)).toEqual([{ ...others, firstSeq: 1 }]);
        expect(await journal.readBatches("b", 0)).toEqual([]);
        expect(await journal.append(entryOf("a", 3))).toBe(true);
        expect(await journal.append(entryOf("b", 1))).toBe(true);
      });

      it("refuses a run that begins with no batch", async () => {
        await expect(journal.createRun(newRun("a", 1, { batches: [] }))).rejects.toMatchObject({ code: "BUG" });
        expect(await journal.readRun("a")).toBeUndefined();
      });
    });

    describe("requests", () => {
      it("adds no second run for a request, and finds the one that it has", async () => {
        expect(await journal.findRequested("r")).toBeUndefined();
        const created = await Promise.all(
          ["a", "b"].map(async (run) => journal.createRun(newRun(run, 1, { request: "r" }))),
        );
        expect(created).toEqual([{ epoch: 0 }, undefined]);
        expect(await journal.findRequested("r")).toBe("a");
        expect(await journal.readRun("b")).toBeUndefined();
        expect(await journal.createRun(newRun("c", 1))).toBeDefined();
      });

      it("frees a request with its run", async () => {
        await journal.createRun(newRun("a", 1, { request: "r" }));
        await journal.append(endOf("a", 2, 5));
        await journal.prune(6);
        expect(await journal.findRequested("r")).toBeUndefined();
        expect(await journal.createRun(newRun("b", 1, { request: "r" }))).toBeDefined();
      });
    });

    describe("calls that are held up", () => {
      const held = (path: string, call = 1, code = "STORE_UNAVAILABLE"): HeldCall => ({ path, call, code });

      it("keeps the last of each execution, until it is let go", async () => {
        for (const run of ["a", "b"]) await journal.createRun(newRun(run));
        await journal.hold("a", held("root/x"));
        await journal.hold("a", held("root/y", 1, "HANDLER_NOT_FOUND"));
        await journal.hold("a", held("root/x", 2));
        expect(await journal.listHeld("a")).toEqual([held("root/x", 2), held("root/y", 1, "HANDLER_NOT_FOUND")]);
        await journal.letGo("a", "root/x");
        await journal.letGo("b", "root/y");
        expect(await journal.listHeld("a")).toEqual([held("root/y", 1, "HANDLER_NOT_FOUND")]);
        expect(await journal.listHeld("b")).toEqual([]);
      });

      it("keeps none of runs that have ended or are not there", async () => {
        await journal.createRun(newRun("a"));
        await journal.append(endOf("a", 2, 5));
        await journal.hold("a", held("root/x"));
        await journal.hold("none", held("root/x"));
        expect(await journal.listHeld("a")).toEqual([]);
        expect(await journal.listHeld("none")).toEqual([]);
      });
    });

    describe("append", () => {
      it("keeps batches in order, and gives those that hold events after a number", async () => {
        await journal.createRun(newRun("a"));
        const events = [eventOf("a", 2), eventOf("a", 3), eventOf("a", 4)];
        await journal.append(entryOf("a", 2, { batch: { at: 20, events } }));
        await journal.append(entryOf("a", 5));
        const firstSeqs = async (after: number) =>
          (await journal.readBatches("a", after)).map(({ firstSeq }) => firstSeq);
        expect(await firstSeqs(0)).toEqual([1, 2, 5]);
        expect(await firstSeqs(1)).toEqual([2, 5]);
        expect(await firstSeqs(3)).toEqual([2, 5]);
        expect(await firstSeqs(4)).toEqual([5]);
        expect(await firstSeqs(5)).toEqual([]);
        expect((await journal.readBatches("a", 1))[0]).toEqual({ firstSeq: 2, at: 20, events });
        expect(await journal.readRun("a")).toMatchObject({ lastSeq: 5 });
      });

      it("keeps the order of entries that come together", async () => {
        await journal.createRun(newRun("a"));
        const seqs = Array.from({ length: 50 }, (_, index) => index + 2);
        const written = await Promise.all(seqs.map(async (seq) => journal.append(entryOf("a", seq))));
        expect(written.every(Boolean)).toBe(true);
        expect((await journal.readBatches("a", 1)).map(({ firstSeq }) => firstSeq)).toEqual(seqs);
      });

      it("writes nothing for an epoch that is no longer the run's, and says so", async () => {
        await journal.createRun(newRun("a", 1, { owner: ownerOf(1) }));
        await journal.takeOver("a", ownerOf(1), ownerOf(2));
        expect(await journal.append(endOf("a", 2, 5, { epoch: 1 }))).toBe(false);
        expect(await journal.readRun("a")).toMatchObject({ status: "running", lastSeq: 1, endedAt: undefined });
        expect(await journal.append(entryOf("a", 2, { epoch: 2 }))).toBe(true);
      });

      it("writes nothing for a run that is not there", async () => {
        expect(await journal.append(entryOf("none", 1))).toBe(false);
      });

      it("confirms an entry that was written already, and keeps it once", async () => {
        await journal.createRun(newRun("a"));
        await journal.append(entryOf("a", 2));
        await journal.append(entryOf("a", 3));
        expect(await Promise.all([journal.append(entryOf("a", 2)), journal.append(entryOf("a", 3))])).toEqual([
          true,
          true,
        ]);
        expect(await journal.readBatches("a", 0)).toHaveLength(3);
      });

      it("refuses an entry that leaves a gap, and writes those of other runs", async () => {
        await journal.createRun(newRun("a"));
        await journal.createRun(newRun("b"));
        const [before, gap, after] = await Promise.allSettled([
          journal.append(entryOf("b", 2)),
          journal.append(entryOf("a", 3)),
          journal.append(entryOf("b", 3)),
        ]);
        expect([before.status, after.status]).toEqual(["fulfilled", "fulfilled"]);
        expect(gap).toMatchObject({ status: "rejected", reason: { code: "BUG" } });
        expect(await journal.readRun("a")).toMatchObject({ lastSeq: 1 });
        expect(await journal.readBatches("b", 0)).toHaveLength(3);
      });

      it("ends a run: it has no owner then, and can still take late events", async () => {
        await journal.createRun(newRun("a", 1, { owner: ownerOf(1) }));
        await journal.append(endOf("a", 2, 77, { epoch: 1 }));
        expect(await journal.readRun("a")).toMatchObject({ status: "completed", endedAt: 77, owner: undefined });
        expect(await journal.append(entryOf("a", 3, { epoch: 1, status: "completed" }))).toBe(true);
        expect(await journal.readRun("a")).toMatchObject({ status: "completed", endedAt: 77, lastSeq: 3 });
      });

      it("keeps the status that a run has after its events", async () => {
        await journal.createRun(newRun("a"));
        await journal.append(entryOf("a", 2, { status: "waiting" }));
        expect(await journal.readRun("a")).toMatchObject({ status: "waiting" });
      });
    });

    it("keeps texts with zeros, halves of characters and names of prototypes in every place", async () => {
      for (const [index, text] of ODD_TEXTS.entries()) {
        const id = `run-${index}`;
        const labels = JSON.parse(JSON.stringify({ [text]: text })) as Record<string, string>;
        const payload: JsonValue = { [`k${text}`]: text };
        const signal = { id: text, name: text, payload };
        await journal.createRun({ ...newRunOf(id, { labels, input: { value: payload } }), signals: [text] });
        const message: InboxMessage = { kind: "signal", signal };
        await journal.post(id, message);
        await journal.append(entryOf(id, 2, { batch: { at: 1, events: [{ kind: "signal_received", signal }] } }));
        await journal.appendLog(id, [lineOf({ message: text, path: text, data: { text } })]);
        expect(await journal.readRun(id)).toMatchObject({ start: { labels, input: { value: payload } } });
        expect(await journal.findWaiting(text)).toEqual([id]);
        expect(await journal.readInbox([id])).toMatchObject([{ run: id, message }]);
        expect((await journal.readBatches(id, 1))[0]?.events).toEqual([{ kind: "signal_received", signal }]);
        expect(await journal.readLog(id, 0, text)).toMatchObject([{ message: text, data: { text } }]);
        expect(await idsOf({ labels })).toEqual([id]);
      }
    });

    describe("ownership", () => {
      it("gives a run to exactly one of those who want to take it over", async () => {
        await journal.createRun(newRun("a", 1, { owner: ownerOf(1) }));
        const pids = Array.from({ length: 20 }, (_, index) => index + 2);
        const epochs = await Promise.all(pids.map(async (pid) => journal.takeOver("a", ownerOf(1), ownerOf(pid))));
        expect(epochs.filter((epoch) => epoch !== undefined)).toEqual([2]);
        const winner = pids[epochs.indexOf(2)];
        expect(await journal.readRun("a")).toMatchObject({ epoch: 2, owner: { pid: winner } });
      });

      it("takes a run of none only from none", async () => {
        await journal.createRun(newRun("a"));
        expect(await journal.takeOver("a", ownerOf(1), ownerOf(2))).toBeUndefined();
        expect(await journal.takeOver("a", undefined, ownerOf(2))).toBe(1);
        expect(await journal.takeOver("a", undefined, ownerOf(3))).toBeUndefined();
      });

      it("does not take a run whose owner has renewed its lease", async () => {
        await journal.createRun(newRun("a", 1, { owner: ownerOf(1, 10) }));
        await journal.renewLeases(ownerOf(1, 20));
        expect(await journal.takeOver("a", ownerOf(1, 10), ownerOf(2))).toBeUndefined();
        expect(await journal.takeOver("a", ownerOf(1, 20), ownerOf(2))).toBe(2);
      });

      it("renews the lease of all runs of a process at once, and never shortens it", async () => {
        await journal.createRun(newRun("a", 1, { owner: ownerOf(1, 10) }));
        await journal.createRun(newRun("b", 1, { owner: ownerOf(1, 5) }));
        await journal.renewLeases(ownerOf(1, 30));
        await journal.renewLeases(ownerOf(1, 20));
        expect(await journal.readRun("a")).toMatchObject({ owner: { leaseUntil: 30 } });
        expect(await journal.readRun("b")).toMatchObject({ owner: { leaseUntil: 30 } });
      });

      it("does not take over a run that has ended, or that is not there", async () => {
        await journal.createRun(newRun("a"));
        await journal.append(endOf("a", 2, 5));
        expect(await journal.takeOver("a", undefined, ownerOf(1))).toBeUndefined();
        expect(await journal.takeOver("none", undefined, ownerOf(1))).toBeUndefined();
      });

      it("gives up only the runs of the process that releases them", async () => {
        await journal.createRun(newRun("a", 1, { owner: ownerOf(1) }));
        await journal.createRun(newRun("b", 1, { owner: ownerOf(2) }));
        await journal.createRun(newRun("c", 1, { owner: ownerOf(1) }));
        await journal.release(["a", "b", "none"], ownerOf(1, 99));
        expect((await journal.readRun("a"))?.owner).toBeUndefined();
        expect((await journal.readRun("b"))?.owner).toEqual(ownerOf(2));
        expect((await journal.readRun("c"))?.owner).toEqual(ownerOf(1));
      });

      it("lists open runs of no owner or of one that is gone", async () => {
        await journal.createRun(newRun("none"));
        await journal.createRun(newRun("gone", 1, { owner: ownerOf(1) }));
        await journal.createRun(newRun("alive", 1, { owner: ownerOf(2) }));
        await journal.createRun(newRun("ended", 1, { owner: ownerOf(1) }));
        await journal.append(endOf("ended", 2, 5, { epoch: 1 }));
        const orphans = await journal.listOrphans(({ pid }) => pid === 2);
        expect(orphans.map(({ start }) => start.runId)).toEqual(["none", "gone"]);
        expect(orphans[1]).toEqual(await journal.readRun("gone"));
      });
    });

    describe("inbox", () => {
      const message = (requestId: string): InboxMessage => ({ kind: "cancel", requestId, actor: "me" });

      it("gives messages in order, until an entry consumes them", async () => {
        await journal.createRun(newRun("a"));
        await journal.createRun(newRun("b"));
        await journal.post("a", message("1"));
        await journal.post("b", message("2"));
        await journal.post("a", message("3"));
        const all = await journal.readInbox(["a", "b"]);
        expect(all.map(({ run, message }) => [run, message])).toEqual([
          ["a", message("1")],
          ["b", message("2")],
          ["a", message("3")],
        ]);
        const [first] = all;
        await journal.append(entryOf("a", 2, { consumed: first === undefined ? [] : [first.id] }));
        expect((await journal.readInbox(["a"])).map(({ message }) => message)).toEqual([message("3")]);
        expect(await journal.readInbox(["b"])).toHaveLength(1);
      });

      it("leaves messages where the entry is not written", async () => {
        await journal.createRun(newRun("a"));
        await journal.post("a", message("1"));
        const ids = (await journal.readInbox(["a"])).map(({ id }) => id);
        expect(await journal.append(entryOf("a", 2, { epoch: 9, consumed: ids }))).toBe(false);
        expect(await journal.readInbox(["a"])).toHaveLength(1);
      });

      it("consumes no message to another run", async () => {
        await journal.createRun(newRun("a"));
        await journal.createRun(newRun("b"));
        await journal.post("b", message("1"));
        const ids = (await journal.readInbox(["b"])).map(({ id }) => id);
        await journal.append(entryOf("a", 2, { consumed: ids }));
        expect(await journal.readInbox(["b"])).toHaveLength(1);
      });

      it("gives no number twice, so that what was seen once is never taken for something else", async () => {
        await journal.createRun(newRun("a"));
        await journal.post("a", message("1"));
        const [first] = await journal.readInbox(["a"]);
        await journal.append(entryOf("a", 2, { consumed: [first?.id ?? 0] }));
        await journal.post("a", message("2"));
        const [second] = await journal.readInbox(["a"]);
        expect(second?.id).toBeGreaterThan(first?.id ?? Infinity);
      });

      it("keeps nothing for runs that have ended or are not there", async () => {
        await journal.createRun(newRun("a"));
        await journal.post("a", message("1"));
        await journal.append(endOf("a", 2, 5));
        await journal.post("a", message("2"));
        await journal.post("none", message("3"));
        expect(await journal.readInbox(["a", "none"])).toEqual([]);
      });
    });

    it("finds the open runs whose definition waits for a signal", async () => {
      await journal.createRun(newRun("a", 1, { signals: ["go", "stop"] }));
      await journal.createRun(newRun("b", 1, { signals: ["go", "go"] }));
      await journal.createRun(newRun("c", 1, { signals: ["stop"] }));
      expect(await journal.findWaiting("go")).toEqual(["a", "b"]);
      await journal.append(endOf("a", 2, 5));
      expect(await journal.findWaiting("go")).toEqual(["b"]);
      expect(await journal.findWaiting("other")).toEqual([]);
    });

    const idsOf = async (filter: RunFilter, page: PageRequest = {}): Promise<readonly string[]> =>
      (await journal.listRuns(filter, page)).runs.map(({ run_id }) => run_id);

    describe("lists", () => {
      it("says of a run what a list shows", async () => {
        await journal.createRun(newRunOf("a", { labels: { team: "shop" } }, 1_000));
        await journal.createRun(newRun("b", 2_000));
        await journal.append(endOf("b", 2, 3_000));
        expect(await journal.listRuns({}, {})).toEqual({
          runs: [
            {
              run_id: "b",
              workflow: "orders",
              status: "completed",
              started_at: "1970-01-01T00:00:02.000Z",
              ended_at: "1970-01-01T00:00:03.000Z",
              labels: {},
            },
            {
              run_id: "a",
              workflow: "orders",
              status: "running",
              started_at: "1970-01-01T00:00:01.000Z",
              ended_at: null,
              labels: { team: "shop" },
            },
          ],
        });
      });

      it("lists the newest first, and of those that started together the one added last", async () => {
        await journal.createRun(newRun("middle-1", 2_000));
        await journal.createRun(newRun("newest", 3_000));
        await journal.createRun(newRun("middle-2", 2_000));
        await journal.createRun(newRun("oldest", 1_000));
        expect(await idsOf({})).toEqual(["newest", "middle-2", "middle-1", "oldest"]);
      });

      it("filters by workflow, status, labels and the time of the start", async () => {
        await journal.createRun(newRunOf("a", { workflow: "orders", labels: { team: "shop", tier: 1 } }, 1_000));
        await journal.createRun(newRunOf("b", { workflow: "mails", labels: { team: "shop" } }, 2_000));
        await journal.createRun(newRunOf("c", { workflow: "orders", labels: { team: "1" } }, 3_000));
        await journal.append(endOf("b", 2, 9_000, { status: "failed", ended: { status: "failed", at: 9_000 } }));
        expect(await idsOf({ workflow: "orders" })).toEqual(["c", "a"]);
        expect(await idsOf({ status: ["failed", "waiting"] })).toEqual(["b"]);
        expect(await idsOf({ status: [] })).toEqual([]);
        expect(await idsOf({ labels: { team: "shop" } })).toEqual(["b", "a"]);
        expect(await idsOf({ labels: { team: "shop", tier: "1" } })).toEqual(["a"]);
        expect(await idsOf({ labels: { tier: "shop" } })).toEqual([]);
        expect(await idsOf({ startedAfter: 2_000 })).toEqual(["c", "b"]);
        expect(await idsOf({ startedBefore: 2_000 })).toEqual(["a"]);
        expect(await idsOf({ workflow: "orders", status: ["running"], startedAfter: 1_500 })).toEqual(["c"]);
      });

      it("gives every run on one page, while others are added", async () => {
        const add = async (id: string, at: number) => journal.createRun(newRun(id, at));
        for (let n = 0; n < 25; n += 1) await add(`old-${n}`, 1_000 + Math.floor(n / 4));
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
          const { runs, cursor: next } = await journal.listRuns(
            {},
            { limit: 4, ...(cursor === undefined ? {} : { cursor }) },
          );
          seen.push(...runs.map(({ run_id }) => run_id));
          cursor = next;
          await add(`new-${page}`, 2_000 + page);
        }
        expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `old-${24 - n}`));
      });

      it("lists 50 runs on a page by default, and 1,000 at most", async () => {
        await Promise.all(Array.from({ length: 51 }, async (_, n) => journal.createRun(newRun(`run-${n}`, n))));
        const page = await journal.listRuns({}, {});
        expect(page.runs).toHaveLength(50);
        expect(page.cursor).toEqual(expect.any(String));
        expect(await idsOf({}, { limit: 1_000 })).toHaveLength(51);
      });

      it.each<PageRequest>([
        { limit: 0 },
        { limit: 1_001 },
        { limit: 1.5 },
        { limit: Number.NaN },
        { cursor: "" },
        { cursor: "WzFd" },
        { cursor: "bm90IGpzb24" },
        { cursor: "eyJhIjoxfQ" },
      ])("refuses a page of %o", async (page) => {
        await expect(journal.listRuns({}, page)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
      });
    });

    it("finds definitions by their hash", async () => {
      const definition = definitionOf("a");
      await journal.saveDefinition(definition);
      await journal.saveDefinition(definition);
      await journal.saveDefinition(definitionOf("b"));
      expect(await journal.loadDefinition("a")).toEqual(definition);
      expect(await journal.loadDefinition("none")).toBeUndefined();
    });

    describe("listeners", () => {
      it("keeps what listens, of each workflow the newest", async () => {
        const [first, other] = [listenerOf("a", { signals: ["go\0"] }), listenerOf("b")];
        expect(await journal.saveListener(other, undefined)).toBe(true);
        expect(await journal.saveListener(first, undefined)).toBe(true);
        const paused = { ...first, paused: true };
        expect(await journal.saveListener(paused, first)).toBe(true);
        const listed = await journal.listListeners();
        expect(listed.toSorted((one, two) => (one.workflow < two.workflow ? -1 : 1))).toEqual([paused, other]);
      });

      it("changes a listener only from what it is", async () => {
        const [first, second, third] = ["1", "2", "3"].map((hash) => listenerOf("a", { hash }));
        if (first === undefined || second === undefined || third === undefined) throw new Error("three were made");
        expect(await journal.saveListener(second, first)).toBe(false);
        await journal.saveListener(first, undefined);
        expect(await journal.saveListener(second, undefined)).toBe(false);
        const [before] = await journal.listListeners();
        const saved = await Promise.all([journal.saveListener(second, before), journal.saveListener(third, before)]);
        expect(saved).toEqual([true, false]);
        expect(await journal.listListeners()).toEqual([second]);
      });
    });

    describe("log", () => {
      it("numbers the lines of each run from 1, and gives those after a number", async () => {
        await journal.createRun(newRun("a"));
        await journal.createRun(newRun("b"));
        await Promise.all([
          journal.appendLog("a", [lineOf({ message: "1" }), lineOf({ message: "2" })]),
          journal.appendLog("b", [lineOf({ message: "other" })]),
          journal.appendLog("a", [lineOf({ message: "3" })]),
        ]);
        expect((await journal.readLog("a", 0)).map(({ seq, message }) => [seq, message])).toEqual([
          [1, "1"],
          [2, "2"],
          [3, "3"],
        ]);
        expect((await journal.readLog("a", 2)).map(({ seq }) => seq)).toEqual([3]);
        expect(await journal.readLog("b", 0)).toEqual([{ ...lineOf({ message: "other" }), seq: 1 }]);
      });

      it("gives only the lines of an execution and of those inside it", async () => {
        await journal.createRun(newRun("a"));
        const paths = ["root/a", "root/a/b", "root/a[1]", "root/ab", "root/b", "root"];
        await journal.appendLog(
          "a",
          paths.map((path) => lineOf({ path })),
        );
        const found = async (path: string) => (await journal.readLog("a", 0, path)).map((line) => line.path);
        expect(await found("root/a")).toEqual(["root/a", "root/a/b", "root/a[1]"]);
        expect(await found("root")).toEqual(paths);
      });

      it("keeps a line as it was, whatever becomes of its data", async () => {
        await journal.createRun(newRun("a"));
        const data = { count: 1 };
        const written = journal.appendLog("a", [lineOf({ data })]);
        data.count = 2;
        await written;
        expect((await journal.readLog("a", 0))[0]?.data).toEqual({ count: 1 });
      });

      it("keeps 10,000 lines of a run: the oldest go", async () => {
        await journal.createRun(newRun("a"));
        const many = Array.from({ length: 6_000 }, () => lineOf({}));
        await journal.appendLog("a", many);
        await journal.appendLog("a", many);
        const lines = await journal.readLog("a", 0);
        expect(lines).toHaveLength(10_000);
        expect([lines.at(0)?.seq, lines.at(-1)?.seq]).toEqual([2_001, 12_000]);
      });

      it("keeps no lines of runs that are not there", async () => {
        await journal.appendLog("none", [lineOf({})]);
        await journal.createRun(newRun("none"));
        expect(await journal.readLog("none", 0)).toEqual([]);
      });
    });

    describe("prune", () => {
      it("removes the runs that ended before the time, with all that belongs to them", async () => {
        for (const id of ["old", "young", "open"]) {
          await journal.createRun({ ...newRunOf(id, { labels: { id } }), signals: ["go"] });
          await journal.appendLog(id, [lineOf({})]);
        }
        await journal.append(endOf("old", 2, 99));
        await journal.append(endOf("young", 2, 100));
        expect(await journal.prune(100)).toEqual(["old"]);
        expect(await journal.readRun("old")).toBeUndefined();
        expect(await journal.readLog("old", 0)).toEqual([]);
        expect(await idsOf({})).toEqual(["open", "young"]);
        expect(await journal.readLog("young", 0)).toHaveLength(1);
        expect(await journal.prune(100)).toEqual([]);
      });

      it("frees the id: nothing of the old run is left", async () => {
        await journal.createRun(newRunOf("a", { labels: { team: "old" } }));
        await journal.append(endOf("a", 2, 5));
        await journal.prune(100);
        expect(await journal.createRun(newRun("a"))).toEqual({ epoch: 0 });
        expect(await journal.readBatches("a", 0)).toHaveLength(1);
        expect(await idsOf({ labels: { team: "old" } })).toEqual([]);
      });

      it("removes any number of runs", async () => {
        const ids = Array.from({ length: 70 }, (_, n) => `run-${n}`);
        await Promise.all(
          ids.map(async (id, n) => {
            await journal.createRun(newRun(id));
            await journal.append(endOf(id, 2, n));
          }),
        );
        expect((await journal.prune(65)).toSorted()).toEqual(ids.slice(0, 65).toSorted());
        expect(await idsOf({}, { limit: 100 })).toHaveLength(5);
      });
    });
  });
}

function listenerOf(workflow: string, changes: Partial<Listener> = {}): Listener {
  return { workflow, hash: "h", signals: [], schedules: [], paused: false, ...changes };
}

function definitionOf(hash: string): CompiledDefinition {
  const plan = { version: 1, workflow: "orders", start: "a", steps: {}, signals: [] } as const;
  return { id: "orders", hash, plan, definition: { id: "orders", text: "a\0b" } };
}
