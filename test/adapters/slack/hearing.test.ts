/** What people do in Slack reaches Quartet: once, with names, in the right conversation, and stored before it is acknowledged. */

import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { fetchToFile } from "../../../src/media/fetch.ts";
import { askedTurnOf, type Inbound } from "../../../src/turn/inbound.ts";
import type { FakeSlackOptions } from "../../fakes/slack/fake-slack.ts";
import { BOT_ID } from "../../fakes/slack/world.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { slackScene } from "./slack-under-test.ts";

async function listening(options?: FakeSlackOptions, onInbound?: (inbound: Inbound) => Promise<void>) {
  const known = new Set<string>();
  const scene = await slackScene(options, known);
  onTestFinished(() => scene.slack.stop());
  const adapter = scene.makeAdapter();
  const inbounds: Inbound[] = [];
  await adapter.start(async (inbound) => {
    inbounds.push(inbound);
    await onInbound?.(inbound);
  });
  onTestFinished(() => adapter.stop());
  return { ...scene, adapter, inbounds, known };
}

const PICTURE = { name: "dot.png", mediaType: "image/png", bytes: new Uint8Array([1, 2, 3]) };

test("a mention begins a thread of its own, replies there need none, and a direct message is another conversation", async () => {
  const { ana, ben, general, inbounds } = await listening();
  const root = await ana.say(general, "draw <b> & co", [], { mention: true });
  await ben.say(general, "make it blue", [], { thread: root.ts });
  const other = await ben.say(general, "chatting among us");
  await ana.say(general, "me too", [], { thread: other.ts });
  await ana.say(ana.dm, "hello");
  const direct = await ana.say(ana.dm, "in a thread", [], { thread: (await ana.say(ana.dm, "root")).ts });
  expect(inbounds).toMatchObject([
    { type: "said", text: "draw <b> & co", author: { name: "Ana" }, conversationId: `slack:${general.id}:${root.ts}`, source: { threadId: root.ts } },
    { type: "said", text: "make it blue", author: { name: "Ben" }, conversationId: `slack:${general.id}:${root.ts}` },
    { type: "said", text: "hello", conversationId: `slack:${ana.dm.id}` },
    { type: "said", text: "root", conversationId: `slack:${ana.dm.id}` },
    { type: "said", text: "in a thread", conversationId: `slack:${ana.dm.id}:${direct.thread_ts}` },
  ]);
});

test("an old thread that is remembered is answered after a restart; words for somebody else are not", async () => {
  const { ana, ben, general, inbounds, known, slack } = await listening();
  const root = slack.world.put({ ts: slack.world.newTs(), channel: general.id, user: ana.user.id, text: "old", blocks: [], files: [] });
  known.add(`slack:${general.id}:${root.ts}`);
  await ben.say(general, `<@${ana.user.id}> look`, [], { thread: root.ts, marked: true });
  await ben.say(general, "still there?", [], { thread: root.ts });
  expect(inbounds).toMatchObject([{ text: "still there?" }]);
});

test("mentions, channels and links are read as words", async () => {
  const { ana, ben, inbounds } = await listening();
  await ana.say(ana.dm, `<@${ben.user.id}> and <#C1|general> see <https://a.example/x?a=1&amp;b=2|this>, <!here> &lt;3`, [], { marked: true });
  expect(inbounds).toMatchObject([{ text: "@Ben and #general see this (https://a.example/x?a=1&b=2), @here <3" }]);
});

test("a message that is shared brings its words and its files", async () => {
  const { ana, slack, inbounds } = await listening();
  const file = { id: "F0SHARED", name: "boat.png", mimetype: "image/png", size: 7 };
  const shared = { is_share: true, author_name: "Ben", text: "a &lt;storm&gt;", files: [file] };
  const message = {
    type: "message",
    channel: ana.dm.id,
    channel_type: "im",
    user: ana.user.id,
    text: "draw this",
    ts: "1.000001",
    event_ts: "1.000001",
  };
  await slack.emit({ ...message, attachments: [shared, { title: "an unfurled page", text: "not said" }] });
  expect(inbounds).toMatchObject([{ text: "draw this\nBen: a <storm>", attachments: [{ name: "boat.png", fetchKey: "F0SHARED" }] }]);
});

test("apps are never answered, Quartet itself included", async () => {
  const { general, slack, inbounds, ana } = await listening();
  const message = {
    type: "message",
    channel: general.id,
    channel_type: "channel",
    ts: "1.000001",
    event_ts: "1.000001",
    text: `<@${slack.world.bot.id}> hello`,
  };
  await slack.emit({ ...message, user: slack.world.bot.id, bot_id: BOT_ID });
  await slack.emit({ ...message, type: "app_mention", bot_id: "B0OTHER", user: "U0OTHER" });
  await slack.emit({ ...message, subtype: "bot_message", bot_id: "B0OTHER" });
  await slack.emit({ ...message, user: "USLACKBOT" });
  await slack.emit({ ...message, subtype: "channel_join", user: ana.user.id });
  expect(inbounds).toEqual([]);
});

test("where Slack does not tell a name in time, the event is acknowledged all the same", async () => {
  const { ana, slack, inbounds } = await listening();
  const newcomer = slack.addPerson("Newcomer");
  slack.faults.plan("users.info", { type: "hang" });
  await ana.say(ana.dm, "hello");
  await newcomer.say(newcomer.dm, "hello");
  await newcomer.say(newcomer.dm, "hello again");
  expect(inbounds.map(({ author }) => author.name)).toEqual(["Ana", newcomer.user.id, "Newcomer"]);
});

test("what could not be stored is not acknowledged and comes again; a duplicate is stored once", async () => {
  let tries = 0;
  const { ana, inbounds, slack } = await listening({ ackTimeoutMs: 150 }, async () => {
    tries += 1;
    if (tries === 1) throw new RangeError("the disk is full");
  });
  await ana.say(ana.dm, "once");
  expect(inbounds.map(({ id }) => id)).toEqual([inbounds[0]?.id, inbounds[0]?.id]);
  await slack.repeat(slack.events[0] ?? {});
  expect(inbounds).toHaveLength(2);
});

test("what was said while Quartet was away is heard, however much else was written since", async () => {
  const scene = await slackScene();
  onTestFinished(() => scene.slack.stop());
  const { ana, ben, general, slack } = scene;
  const sinceMs = Number(slack.world.newTs()) * 1000 - 1000;
  const asked = await ana.say(general, "a boat", [], { mention: true, unheard: true });
  for (let count = 0; count < 230; count++) await ben.say(general, `chatter ${count}`, [], { unheard: true });
  const adapter = scene.makeAdapter();
  const inbounds: Inbound[] = [];
  await adapter.start(async (inbound) => void inbounds.push(inbound));
  onTestFinished(() => adapter.stop());
  await adapter.backfill?.(sinceMs, []);
  expect(inbounds).toMatchObject([{ type: "said", text: "a boat", source: { messageId: asked.ts } }]);
});

test("after a refresh and after a cut connection events come again", async () => {
  const { slack, ana, inbounds, adapter } = await listening({ ackTimeoutMs: 20_000 });
  expect(adapter.isConnected?.()).toBe(true);
  slack.socketMode.refresh();
  await slack.waitFor(() => slack.socketMode.connections === 0);
  await ana.say(ana.dm, "after the refresh");
  slack.socketMode.cut();
  while (adapter.isConnected?.() !== false) await setImmediate();
  await ana.say(ana.dm, "after the cut");
  expect(adapter.isConnected?.()).toBe(true);
  expect(inbounds).toMatchObject([{ text: "after the refresh" }, { text: "after the cut" }]);
});

test("edits and deletions name the turn; an unfurled link is no edit, and what was never said to Quartet is none of its business", async () => {
  const { ana, general, inbounds } = await listening();
  const root = await ana.say(general, "a red boat", [], { mention: true });
  await ana.unfurl(root);
  await ana.edit(root, "a blue boat");
  await ana.delete(root);
  const elsewhere = await ana.say(general, "among us");
  await ana.edit(elsewhere, "still among us");
  await ana.react(elsewhere, "tada");
  await ana.delete(elsewhere);
  const [said, ...changes] = inbounds;
  const turnId = said && askedTurnOf(said);
  expect(changes).toMatchObject([
    { type: "edited", turnId, text: "a blue boat", conversationId: said?.conversationId },
    { type: "deleted", turnId, conversationId: said?.conversationId },
  ]);
});

test("files of other workspaces are asked about; a login page and a missing scope are told", async () => {
  const { ana, adapter, inbounds, slack } = await listening();
  await ana.say(ana.dm, "", [PICTURE], { connected: true });
  const [attachment] = inbounds[0]?.type === "said" ? inbounds[0].attachments : [];
  expect(attachment).toMatchObject({ name: "dot.png", declaredMediaType: "image/png", sizeBytes: 3 });
  const source = await adapter.openAttachment(attachment?.fetchKey ?? "");
  slack.scopes.delete("files:read");
  const limits = { folder: freshFolder(), maxBytes: 1e6, timeoutMs: 10_000, mediaHosts: ["127.0.0.1"] };
  await expect(fetchToFile(source, limits, new AbortController().signal)).rejects.toMatchObject({ told: expect.stringContaining("login page") });
  await expect(adapter.openAttachment(attachment?.fetchKey ?? "")).rejects.toMatchObject({ told: expect.stringContaining("files:read") });
  slack.scopes.add("files:read");
  await expect(adapter.openAttachment("F0GONE")).rejects.toMatchObject({ told: expect.stringContaining("deleted") });
});

test("a slash command is posted where others see it, and its first word says what is wished for", async () => {
  const { ana, general, inbounds, slack } = await listening();
  await ana.command("/quartet", "imagine a <red> boat", general);
  const [root] = slack.messages(general);
  expect(root?.text).toBe("*Ana*: draw a &lt;red&gt; boat");
  expect(inbounds).toMatchObject([
    { type: "said", text: "draw a <red> boat", wish: { modalities: ["image"] }, conversationId: `slack:${general.id}:${root?.ts}` },
  ]);
  expect(await ana.command("/quartet", "", general)).toMatchObject({ text: expect.stringContaining("Mention me") });
  expect(await ana.command("/quartet", "forget", ana.dm)).toMatchObject({ text: "I forgot this conversation." });
  expect(inbounds.at(-1)).toMatchObject({ type: "pressed", action: { type: "forget", scope: "conversation" }, conversationId: `slack:${ana.dm.id}` });
  const elsewhere = slack.world.addChannel("elsewhere", "channel", [ana.user.id]);
  expect(await ana.command("/quartet", "hello", elsewhere)).toMatchObject({ text: expect.stringContaining("/invite") });
});

test("who may not forget a thread's conversation is told so once, and it is no question", async () => {
  const { ana, ben, general, inbounds, slack } = await listening();
  const root = await ana.say(general, "a boat", [], { mention: true });
  const thread = { mention: true, thread: root.ts };
  await ben.say(general, "/forget", [], thread);
  await ana.say(general, "/forget", [], thread);
  await ben.say(general, "/forget me", [], thread);
  expect(inbounds.slice(1)).toMatchObject([
    { type: "pressed", action: { type: "forget", scope: "conversation" }, author: { name: "Ana" } },
    { type: "pressed", action: { type: "forget", scope: "me" }, author: { name: "Ben" } },
  ]);
  const told = () => [...general.messages.values()].flatMap(({ onlyFor }) => onlyFor ?? []);
  await slack.waitFor(() => told().length >= 3);
  expect(told()).toEqual([ben.user.id, ana.user.id, ben.user.id]);
});

test("nobody is told that something is forgotten before the wish is stored", async () => {
  const [asked, taken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { ana, general, slack } = await listening({ ackTimeoutMs: 150 }, async ({ type }) => {
    if (type !== "pressed") return;
    asked.resolve();
    await taken.promise;
  });
  const told = () => [...general.messages.values()].filter(({ onlyFor }) => onlyFor === ana.user.id);
  const root = await ana.say(general, "a boat", [], { mention: true });
  const wished = ana.say(general, "/forget me", [], { mention: true, thread: root.ts });
  await asked.promise;
  await ana.say(general, "something else");
  expect(told()).toEqual([]);
  taken.resolve();
  await wished;
  await slack.waitFor(() => told().length > 0);
  expect(told()).toMatchObject([{ text: expect.stringContaining("I forgot everything you said to me") }]);
});

test("a word that any object knows is a word like others", async () => {
  const { ana, general, inbounds } = await listening();
  await ana.command("/quartet", "constructor injection", general);
  expect(inbounds).toMatchObject([{ type: "said", text: "constructor injection" }]);
});

test("message shortcuts take the message's files and words, or forget its conversation", async () => {
  const { ana, ben, general, inbounds, slack } = await listening();
  const [picture, words] = [await ben.say(general, "", [PICTURE]), await ben.say(general, "a storm")];
  await ana.shortcut("animate", picture);
  await ana.shortcut("sound", words);
  await ana.shortcut("forget", words);
  await slack.waitFor(() => [...general.messages.values()].some(({ text, onlyFor }) => onlyFor === ana.user.id && text.startsWith("Only who began")));
  await ben.shortcut("forget", words);
  expect(inbounds).toMatchObject([
    { type: "said", text: "animate this", attachments: [{ name: "dot.png" }], wish: { modalities: ["video"] }, author: { name: "Ana" } },
    { type: "said", text: "what does a storm sound like?", wish: { modalities: ["audio"] }, conversationId: `slack:${general.id}:${words.ts}` },
    { type: "pressed", action: { type: "forget", scope: "conversation" }, conversationId: `slack:${general.id}:${words.ts}` },
  ]);
});

test("reactions name the turn, opening the app shows what to ask for, and its removal is told", async () => {
  const { ana, inbounds, slack } = await listening();
  const said = await ana.say(ana.dm, "hello");
  await ana.react(said, "tada");
  expect(inbounds[1]).toMatchObject({ type: "reacted", turnId: inbounds[0]?.id, emoji: "tada", added: true });
  await ana.openAgent();
  expect(await slack.waitFor(() => ana.dm.prompts.length > 0 && ana.dm.prompts)).toHaveLength(4);
  await slack.emit({ type: "app_uninstalled" });
  expect(inbounds.at(-1)).toMatchObject({ type: "left" });
});

test("a wrong token and a wrong app token are told by the setting's name", async () => {
  const { slack, makeAdapter } = await slackScene();
  onTestFinished(() => slack.stop());
  slack.faults.plan("auth.test", { type: "error", error: "invalid_auth" });
  await expect(makeAdapter().start(async () => undefined)).rejects.toThrow(/SLACK_BOT_TOKEN: Slack answers "invalid_auth"/);
  slack.faults.plan("apps.connections.open", { type: "error", error: "not_allowed_token_type" });
  await expect(makeAdapter().start(async () => undefined)).rejects.toThrow(/SLACK_APP_TOKEN/);
});

test("by signed HTTP: stored before the answer 200, sent again where it was not, and closed to anybody without the secret", async () => {
  const { slack, ana, makeHttpAdapter } = await slackScene();
  onTestFinished(() => slack.stop());
  const { adapter, url } = await makeHttpAdapter();
  const inbounds: Inbound[] = [];
  await adapter.start(async (inbound) => {
    inbounds.push(inbound);
    if (inbounds.length === 1) throw new RangeError("the disk is full");
  });
  onTestFinished(() => adapter.stop());
  const http = slack.useHttp(url);
  expect(await http.verify()).toBe("prove-it");
  await ana.say(ana.dm, "hello");
  expect(http.statuses).toEqual([500, 200]);
  expect(await ana.command("/quartet", "help", ana.dm)).toContain("Mention me");
  const stranger = slack.useHttp(url, "no secret at all");
  await expect(ana.say(ana.dm, "let me in")).rejects.toThrow("operation_timeout");
  expect(stranger.statuses).toEqual([401, 401, 401, 401]);
  expect(inbounds).toHaveLength(2);
});
