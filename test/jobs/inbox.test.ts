/** Every event is stored once, taken up in order, and leaves its words behind when it is handled. */

import { expect, test } from "vitest";
import { Inbox } from "../../src/jobs/inbox.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import { freshStore } from "../support/fresh-store.ts";
import { ANA, ROOM } from "../support/spoken.ts";

function said(id: string, platform: "web" | "terminal" = "web"): Inbound {
  const source = { platform, channelId: "room", messageId: id };
  return { type: "said", id, source, conversationId: ROOM, author: ANA, receivedAt: 1000, text: `words of ${id}`, attachments: [] };
}

test("a duplicate is dropped, also of an event that was handled", () => {
  const inbox = new Inbox(freshStore());
  const row = inbox.add(said("a")) ?? expect.unreachable();
  expect(inbox.add(said("a"))).toBeUndefined();
  inbox.finish(row.id);
  expect(inbox.add(said("a"))).toBeUndefined();
});

test("unfinished events come back in order, with their tries, for their own platform", () => {
  const inbox = new Inbox(freshStore());
  const [first, second, third] = ["a", "b", "c"].map((id) => inbox.add(said(id)) ?? expect.unreachable());
  inbox.add(said("d", "terminal"));
  inbox.begin(first?.id ?? 0);
  inbox.finish(second?.id ?? 0);
  expect(inbox.unfinished("web")).toEqual([
    { id: first?.id, inbound: said("a"), tries: 1 },
    { id: third?.id, inbound: said("c"), tries: 0 },
  ]);
});

test("what came last is known although a clock that went ahead for a while is right again", () => {
  const inbox = new Inbox(freshStore());
  const at = (id: string, receivedAt: number) => inbox.add({ ...said(id), receivedAt }) ?? expect.unreachable();
  expect(inbox.last("web", 5_000)).toBeUndefined();
  const ahead = at("ahead", 9_000);
  expect(inbox.last("web", 5_000)).toEqual({ id: ahead.id, receivedAt: 5_000 });
  at("before", 3_000);
  const last = at("last", 2_000);
  expect(inbox.last("web", 5_000)).toEqual({ id: last.id, receivedAt: 3_000 });
});

test("handled, an event's words are gone; after the sweep its id too", () => {
  const store = freshStore();
  const inbox = new Inbox(store);
  inbox.finish(inbox.add(said("a"))?.id ?? 0, "the channel is gone");
  expect(JSON.stringify(store.database.prepare("SELECT * FROM inbox").all())).not.toContain("words");
  inbox.sweep(1000);
  expect(inbox.add(said("a"))).toBeUndefined();
  inbox.sweep(1001);
  expect(inbox.add(said("a"))).toBeDefined();
});
