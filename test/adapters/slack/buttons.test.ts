/** Buttons beneath answers in Slack: they do what they say, for those who may, restarts included. */

import { expect, test } from "vitest";
import { answerTurnOf } from "../../../src/turn/inbound.ts";
import { partOf } from "./slack-under-test.ts";
import { asked, END, madeSound, making, PIECE, say, START, tell } from "./asked.ts";

test("the buttons beneath a medium work after a restart", async () => {
  const { adapter, startAdapter, said, ana, inbounds, slack } = await asked("thread");
  await tell(adapter, said, START, making, madeSound(), END);
  await adapter.stop();
  await startAdapter();
  for (const verb of ["again", "vary", "animate", "use"]) await ana.press(verb);
  await slack.waitFor(() => slack.world.views.length === 1);
  await ana.submit({ words: "make it louder" });
  await ana.press("edit");
  await slack.waitFor(() => slack.world.views.length === 2);
  expect(JSON.stringify(slack.world.views[1]?.view)).toContain('"initial_value":"a bell in the fog"');
  await ana.submit({ words: "a bell in the snow" });
  const { conversationId } = said;
  expect(inbounds.slice(1)).toMatchObject([
    { type: "pressed", action: { type: "again", turnId: answerTurnOf(said) }, conversationId, author: { name: "Ana" } },
    { type: "pressed", action: { type: "again", turnId: answerTurnOf(said), piece: 1 }, conversationId },
    { type: "said", text: "animate #1", wish: { modalities: ["video"], pieces: [1] }, conversationId },
    { type: "said", text: "make it louder", wish: { pieces: [1] }, conversationId },
    { type: "said", text: "a bell in the snow", wish: { pieces: [4], modalities: ["audio"] }, conversationId },
  ]);
  await expect(ana.press("sound")).rejects.toThrow("no button");
});

test("a button that was tampered with, or has nothing to show any more, says so and does nothing", async () => {
  const { adapter, said, ana, inbounds, slack, channel } = await asked("thread", {}, { requestFor: async () => undefined });
  await tell(adapter, said, START, making, madeSound(), END);
  const whispered = () => [...channel.messages.values()].filter(({ onlyFor }) => onlyFor === ana.user.id).map(({ text }) => text);
  await ana.press("edit");
  const [card] = slack.messages(channel).filter((message) => partOf(message) === "piece-1");
  const forged = JSON.stringify(card?.blocks).replaceAll(said.source.channelId, "C0OTHER");
  if (card) card.blocks = JSON.parse(forged);
  await ana.press("again");
  expect(whispered()).toEqual([expect.stringContaining("no longer remember"), expect.stringContaining("do not know this button")]);
  expect(inbounds).toHaveLength(1);
});

test("who asked and administrators may cancel, nobody else, restarts included", async () => {
  const { adapter, startAdapter, said, ana, ben, inbounds, channel } = await asked("thread");
  await tell(adapter, said, START, making);
  await ben.press("cancel");
  expect([...channel.messages.values()].at(-1)).toMatchObject({ onlyFor: ben.user.id, text: expect.stringContaining("Only who asked") });
  await adapter.stop();
  await startAdapter();
  await ben.press("cancel");
  expect(inbounds).toHaveLength(1);
  await ana.press("cancel");
  ben.user.isAdmin = true;
  await ben.press("cancel");
  const action = { type: "cancel", turnId: answerTurnOf(said), piece: 1 };
  expect(inbounds.slice(1)).toMatchObject([
    { action, author: { name: "Ana" } },
    { action, author: { name: "Ben" } },
  ]);
});

test("Slack's own stop button cancels the answer that runs there", async () => {
  const { adapter, said, ana, inbounds, channel } = await asked("thread");
  await tell(adapter, said, START, say("I go on and on"));
  await ana.stopAgent(channel, said.source.threadId ?? "");
  expect(inbounds.at(-1)).toMatchObject({ type: "pressed", action: { type: "cancel", turnId: answerTurnOf(said) } });
});

test("what may not have arrived stands with a button that asks for it again", async () => {
  const { adapter, said, ana, inbounds, heard } = await asked("thread");
  await tell(adapter, said, { type: "unconfirmed", text: "I cannot find out whether it arrived." }, END);
  await ana.press("resend");
  expect(inbounds.at(-1)).toMatchObject({ type: "pressed", action: { type: "resend", turnId: answerTurnOf(said) } });
  const pressed = inbounds.at(-1) ?? expect.unreachable();
  await tell(adapter, pressed, START, say("Here is your boat."), END);
  expect(heard().map(({ text }) => text)).toContain("Here is your boat.");
});

test("an answer that is taken back goes with its files, whatever it was asked by", async () => {
  const { adapter, said, ana, inbounds, slack, general } = await asked("thread");
  await ana.command("/quartet", "sound a bell", general);
  const typed = inbounds.at(-1) ?? expect.unreachable("nothing was heard");
  for (const inbound of [said, typed]) {
    await tell(adapter, inbound, START, making, madeSound(), END);
    expect([...slack.world.files.keys()]).toHaveLength(1);
    const later = await ana.say(general, "/moderate delete 1", [], { mention: true, thread: inbound.source.threadId ?? "" });
    const source = { ...inbound.source, messageId: later.ts };
    await adapter.retract?.({ source, conversationId: inbound.conversationId, answerTurn: answerTurnOf(inbound) });
    expect([...slack.world.files.keys()]).toEqual([]);
    expect(slack.messages(general).filter((message) => partOf(message) !== undefined || message.files.length > 0)).toEqual([]);
  }
});

test("one that a command asked for in a direct message is looked for since then, and further back only where it is not", async () => {
  const { adapter, ana, inbounds, slack, channel } = await asked("direct");
  const retract = async (askedAt: (receivedAt: number) => number) => {
    await ana.command("/quartet", "sound a bell", channel);
    const typed = inbounds.at(-1) ?? expect.unreachable("nothing was heard");
    await tell(adapter, typed, START, making, madeSound(), END);
    const before = slack.requests.length;
    const { source, conversationId, receivedAt } = typed;
    await adapter.retract?.({ source, conversationId, answerTurn: answerTurnOf(typed), askedAt: askedAt(receivedAt) });
    expect(slack.messages(channel).filter((message) => partOf(message) !== undefined || message.files.length > 0)).toEqual([]);
    const read = slack.requests.slice(before).filter(({ method }) => method === "conversations.history");
    return read.map(({ given }) => Number(given.oldest));
  };
  const lastTs = Number(slack.messages(channel).at(-1)?.ts);
  expect(await retract(() => lastTs * 1000)).toEqual([expect.closeTo(lastTs - 600, 0)]);
  expect(await retract(() => (lastTs + 86_400) * 1000)).toEqual([expect.closeTo(lastTs + 85_800, 0), 0]);
});

test.each(["thread", "direct"] as const)("a reaction to a file counts for its piece, however long the conversation is (%s)", async (where) => {
  const { adapter, said, ana, inbounds, slack, channel } = await asked(where);
  const { threadId } = said.source;
  const chatter = async () => {
    for (let count = 0; count < 210; count++)
      await ana.say(channel, "chatter", [], { unheard: true, ...(threadId === undefined ? {} : { thread: threadId }) });
  };
  await chatter();
  await tell(adapter, said, START, making, madeSound(), END);
  const file = slack.messages(channel, threadId).find(({ files }) => files.length > 0) ?? expect.unreachable("no file");
  await chatter();
  await ana.react(file, "heart");
  expect(inbounds.at(-1)).toMatchObject({ type: "reacted", turnId: answerTurnOf(said), piece: PIECE, emoji: "heart", added: true });
});
