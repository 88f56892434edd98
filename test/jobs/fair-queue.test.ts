/** Who is answered when: lanes keep their order, people take turns, positions are right, and everything can be cancelled. */

import { expect, test } from "vitest";
import { FairQueue, type QueuedJob, type Seat } from "../../src/jobs/fair-queue.ts";

function queueOf(maxRunning: number) {
  const queue = new FairQueue(maxRunning);
  const events: string[] = [];
  const ends = new Map<string, () => void>();
  const seats = new Map<string, Seat>();
  const enter = (id: string, lane: string, person: string): number | undefined => {
    const job: QueuedJob = {
      id,
      lane,
      person,
      run: (seat) => {
        seats.set(id, seat);
        events.push(`begin ${id}`);
        return new Promise((resolve) => {
          ends.set(id, resolve);
          seat.signal.addEventListener("abort", () => {
            events.push(`abort ${id}`);
            resolve();
          });
        });
      },
      drop: async () => void events.push(`drop ${id}`),
    };
    return queue.enter(job) ? queue.places().get(id)?.position : 0;
  };
  const end = async (id: string) => {
    ends.get(id)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, events, enter, end, seats };
}

test("a conversation's answers come one after another, other conversations beside them", async () => {
  const { events, enter, end } = queueOf(2);
  enter("a1", "a", "ana");
  enter("a2", "a", "ana");
  enter("b1", "b", "ben");
  expect(events).toEqual(["begin a1", "begin b1"]);
  await end("b1");
  expect(events).toHaveLength(2);
  await end("a1");
  expect(events.at(-1)).toBe("begin a2");
});

test("who asks much waits for who asks little, and positions say so", async () => {
  const { queue, events, enter, end } = queueOf(1);
  expect(enter("a1", "a", "ana")).toBe(0);
  expect(enter("a2", "b", "ana")).toBe(1);
  expect(enter("a3", "c", "ana")).toBe(2);
  expect(enter("b1", "d", "ben")).toBe(1);
  expect(["a2", "a3", "b1"].map((id) => queue.places().get(id)?.position)).toEqual([2, 3, 1]);
  for (const id of ["a1", "b1", "a2", "a3"]) await end(id);
  expect(events).toEqual(["begin a1", "begin b1", "begin a2", "begin a3"]);
});

test("who waits for a second answer gets it although others ask again whenever they were answered", async () => {
  const { events, enter, end } = queueOf(1);
  enter("ana1", "a", "ana");
  enter("ana2", "b", "ana");
  enter("ben1", "c", "ben");
  enter("cleo1", "d", "cleo");
  await end("ana1");
  for (let round = 1; round < 10; round++) {
    const last = events.at(-1) ?? "";
    const [, person = "", count = ""] = /^begin ([a-z]+)(\d+)$/.exec(last) ?? [];
    if (person === "ana") break;
    await end(`${person}${count}`);
    enter(`${person}${Number(count) + 1}`, person, person);
  }
  expect(events).toEqual(["begin ana1", "begin ben1", "begin cleo1", "begin ana2"]);
});

test("what waits is dropped and what runs is aborted; the next begins", async () => {
  const { queue, events, enter } = queueOf(1);
  enter("a1", "a", "ana");
  enter("a2", "a", "ana");
  enter("b1", "b", "ben");
  expect(await queue.cancel((job) => job.person === "ana", "enough")).toBe(2);
  expect(events).toEqual(["begin a1", "abort a1", "drop a2", "begin b1"]);
  expect(await queue.cancel((job) => job.id === "nobody", "enough")).toBe(0);
});

test("stopped, it aborts what runs and begins nothing more", async () => {
  const { queue, events, enter } = queueOf(1);
  enter("a1", "a", "ana");
  enter("a2", "a", "ana");
  await queue.stop("the end");
  enter("a3", "a", "ana");
  expect(events).toEqual(["begin a1", "abort a1"]);
});

test("whoever makes a medium makes room for the words of others, and keeps its conversation in order", () => {
  const { events, enter, seats } = queueOf(1);
  enter("a1", "a", "ana");
  enter("a2", "a", "ana");
  enter("b1", "b", "ben");
  expect(events).toEqual(["begin a1"]);
  seats.get("a1")?.making("video");
  expect(events).toEqual(["begin a1", "begin b1"]);
});

test("whoever left its seat to fetch files gets the next one that is free, before those who wait", async () => {
  const { events, enter, end, seats } = queueOf(1);
  enter("a1", "a", "ana");
  enter("b1", "b", "ben");
  enter("c1", "c", "cleo");
  seats.get("a1")?.leave();
  expect(events).toEqual(["begin a1", "begin b1"]);
  const back = seats
    .get("a1")
    ?.take()
    .then(() => events.push("a1 is back"));
  await end("b1");
  await back;
  expect(events).toEqual(["begin a1", "begin b1", "a1 is back"]);
  await end("a1");
  expect(events.at(-1)).toBe("begin c1");
});

test("a seat that is waited for is given up by a cancel", async () => {
  const { queue, enter, seats } = queueOf(1);
  enter("a1", "a", "ana");
  enter("b1", "b", "ben");
  seats.get("a1")?.leave();
  const back = seats.get("a1")?.take();
  await Promise.all([queue.cancel((job) => job.id === "a1", "enough"), expect(back).rejects.toBe("enough")]);
});
