/** Answers in Slack: nothing lost, nothing doubled, whatever breaks on the way. */

import { expect, test } from "vitest";
import { FileTooLargeError } from "../../../src/errors.ts";
import { sentencesIn } from "../../../src/language/language.ts";
import { answerTurnOf } from "../../../src/turn/inbound.ts";
import { resumed } from "../../support/resumed.ts";
import { partOf } from "./slack-under-test.ts";
import { asked, END, madeSound, making, PIECE, say, START, tell } from "./asked.ts";

test("in a thread the answer streams, and the status says that it comes", async () => {
  const { adapter, said, slack, channel, heard } = await asked("thread");
  await tell(adapter, said, START);
  expect([...channel.statuses.values()]).toEqual(["is thinking…"]);
  await tell(adapter, said, say("Here "));
  const streaming = await slack.waitFor(() => slack.messages(channel).find((message) => message.streaming === "in_progress"));
  await tell(adapter, said, say("is <!channel> & more."), END);
  expect(streaming).toMatchObject({ streaming: "completed", text: "Here is &lt;!channel&gt; &amp; more." });
  expect(heard()).toEqual([{ text: "Here is <!channel> & more.", files: [], notices: [], hasEnded: true }]);
});

test("a waiting answer says its place and can be cancelled; a direct message is answered where it stands", async () => {
  const { adapter, said, ana, inbounds, channel, slack, heard } = await asked("direct");
  await tell(adapter, said, { type: "answer-start", waiting: 2 });
  expect(slack.messages(channel).at(-1)?.text).toBe("Quartet is waiting: 2 answers come before yours");
  await tell(adapter, said, { type: "answer-start", waiting: 1, etaMs: 39_200 });
  expect(slack.messages(channel)).toHaveLength(2);
  expect(slack.messages(channel).at(-1)?.text).toBe("Quartet is waiting: 1 answer comes before yours, which begins in about 40 s");
  await ana.press("cancel");
  expect(inbounds.at(-1)).toMatchObject({
    type: "pressed",
    action: { type: "cancel", turnId: answerTurnOf(said) },
    conversationId: said.conversationId,
  });
  await tell(adapter, said, START, { type: "answer-end", finishReason: "cancelled" });
  expect(heard()).toEqual([{ text: "", files: [], notices: ["Cancelled."], hasEnded: true }]);
});

test("an old stream is left and another goes on, code blocks closed and opened again", async () => {
  const { adapter, said, slack, channel } = await asked("thread", { streamAgeMs: 0 });
  await tell(adapter, said, START, say("```ts\nlet a;\n"));
  await slack.waitFor(() => slack.messages(channel).some((message) => message.text.includes("let a")));
  await tell(adapter, said, { type: "notice", text: "by now the stream is known" });
  await tell(adapter, said, say("let b;\n```\nDone."), END);
  const texts = slack.messages(channel).filter((message) => partOf(message)?.startsWith("text-"));
  expect(texts.map(({ text }) => text)).toEqual(["```ts\nlet a;\n```", "```ts\nlet b;\n```\nDone."]);
});

test("a stream that Slack ends by itself loses nothing", async () => {
  const { adapter, said, slack, channel, heard } = await asked("thread");
  await tell(adapter, said, START, say("one "));
  await slack.waitFor(() => slack.messages(channel).some((message) => message.text === "one "));
  slack.endStreams();
  await tell(adapter, said, say("two "), say("three"), END);
  expect(heard()).toMatchObject([{ text: "one two three", hasEnded: true }]);
});

test("where streams are refused the message changes in place", async () => {
  const { adapter, said, slack, heard } = await asked("thread");
  slack.faults.plan("chat.startStream", { type: "error", error: "unknown_method" });
  await tell(adapter, said, START, say("all the same"), END);
  expect(heard()).toMatchObject([{ text: "all the same", hasEnded: true }]);
});

test.each(["chat.startStream", "chat.appendStream", "chat.stopStream"])("%s whose answer is lost says nothing twice", async (method) => {
  const { adapter, said, slack, channel, heard } = await asked("thread");
  slack.faults.plan(method, { type: "reset-after" });
  await tell(adapter, said, START, say("one "));
  await slack.waitFor(() => slack.messages(channel).some((message) => message.text === "one "));
  await tell(adapter, said, say("two"), END);
  expect(heard()).toMatchObject([{ text: "one two", hasEnded: true }]);
  expect(slack.messages(channel)).toHaveLength(2);
});

test.each([
  [{ type: "reset-after" }],
  [{ type: "reset-before" }],
  [{ type: "status", status: 503 }],
  [{ type: "error", error: "internal_error" }],
] as const)("a post that meets %o appears once", async (fault) => {
  const { adapter, said, slack, channel, heard } = await asked("direct");
  slack.faults.plan("chat.postMessage", fault);
  slack.faults.plan("chat.update", fault);
  await tell(adapter, said, START, say("once"), { type: "notice", text: "told once" }, END);
  expect(heard()).toEqual([{ text: "once", files: [], notices: ["told once"], hasEnded: true }]);
  expect(slack.messages(channel)).toHaveLength(3);
});

test("asked to wait, Quartet waits as long as it is told", async () => {
  const { adapter, said, heard } = await asked("direct", {}, { postBurst: 1 });
  await tell(adapter, said, START, say("patient"), { type: "notice", text: "told later" }, END);
  expect(heard()).toMatchObject([{ text: "patient", notices: ["told later"] }]);
});

test("a refusal names what to do", async () => {
  const { adapter, said, slack } = await asked("direct");
  slack.faults.plan("chat.postMessage", { type: "error", error: "not_in_channel" });
  await expect(tell(adapter, said, START)).rejects.toThrow("Slack refused: not_in_channel; invite the app into the channel with /invite.");
});

test("a file that the workspace does not take may come again smaller, into the same card", async () => {
  const { adapter, said, slack, channel, heard } = await asked("thread");
  slack.faults.plan("files.getUploadURLExternal", { type: "error", error: "file_upload_size_restricted" });
  await tell(adapter, said, START, making);
  await expect(tell(adapter, said, madeSound())).rejects.toBeInstanceOf(FileTooLargeError);
  await tell(adapter, said, madeSound(), END);
  expect(heard()).toMatchObject([{ files: [{ altText: "a bell" }], hasEnded: true }]);
  expect(slack.messages(channel, said.source.threadId).filter(({ files }) => files.length > 0)).toHaveLength(1);
});

test.each(["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])(
  "a file whose %s breaks off is shown once, in its thread",
  async (method) => {
    const { adapter, said, slack, channel, heard } = await asked("thread");
    slack.faults.plan(method, { type: "reset-after" });
    await tell(adapter, said, START, making, { type: "media-progress", piece: PIECE, step: 1, steps: 2 }, madeSound(), END);
    expect(heard()).toMatchObject([{ files: [{ altText: "a bell" }], hasEnded: true }]);
    const shown = slack.messages(channel, said.source.threadId).filter(({ files }) => files.length > 0);
    expect(shown).toHaveLength(1);
  },
);

test.each(["thread", "direct"] as const)("after a crash in a %s the answer takes the place of what was posted of it", async (where) => {
  const { adapter, startAdapter, said, slack, channel, heard, inbounds } = await asked(where);
  await tell(adapter, said, START, { type: "notice", text: "left out a.pdf" }, making, madeSound(), say("half an ans"));
  await slack.waitFor(() => slack.messages(channel).some(({ text }) => text.includes("half an ans")));
  await adapter.stop();
  const next = await startAdapter();
  await tell(resumed(next), said, START, { type: "notice", text: "left out a.pdf" }, making, madeSound(), say("half an answer, and all of it"), END);
  expect(heard()).toMatchObject([
    { text: "half an answer, and all of it", files: [{ altText: "a bell" }], notices: ["left out a.pdf"], hasEnded: true },
  ]);
  expect(slack.messages(channel).filter(({ user }) => user === slack.world.bot.id)).toHaveLength(4);
  expect(slack.requests.filter(({ method }) => method === "files.completeUploadExternal")).toHaveLength(1);
  expect(inbounds.filter(({ type }) => type === "deleted")).toEqual([]);
});

test("after a crash the answer leaves alone what else Quartet posted in its thread", async () => {
  const { adapter, startAdapter, said, slack, channel, heard } = await asked("thread");
  await tell(adapter, said, START, say("half an ans"));
  await slack.waitFor(() => slack.messages(channel).some(({ text }) => text.includes("half an ans")));
  await adapter.studio?.post?.(said.source, { text: "The session's words." });
  await adapter.stop();
  await tell(resumed(await startAdapter()), said, START, say("half an answer, and all of it"), END);
  expect(heard()).toMatchObject([{ text: "half an answer, and all of it", hasEnded: true }]);
  expect(slack.messages(channel).filter(({ text }) => text.includes("The session's words."))).toHaveLength(1);
});

test("a second try that makes something else replaces the file of the first", async () => {
  const { adapter, startAdapter, said, heard, slack, channel } = await asked("thread");
  await tell(adapter, said, START, making, madeSound("a bell"));
  await adapter.stop();
  await tell(resumed(await startAdapter()), said, START, making, madeSound("a drum"), END);
  expect(heard()).toMatchObject([{ files: [{ altText: "a drum" }] }]);
  expect(slack.messages(channel).filter(({ files }) => files.length > 0)).toHaveLength(1);
});

test("an answer that cannot be ended looks no longer as if it came", async () => {
  const { adapter, said, slack, channel } = await asked("thread", { statusIntervalMs: 5 });
  await tell(adapter, said, START);
  slack.faults.plan("chat.startStream", { type: "error", error: "unknown_method" });
  slack.faults.plan("chat.postMessage", { type: "error", error: "restricted_action" });
  await tell(adapter, said, say("never seen"));
  await expect(tell(adapter, said, END)).rejects.toThrow("restricted_action");
  expect([...channel.statuses.values()]).toEqual([]);
  const count = () => slack.requests.filter(({ method }) => method === "assistant.threads.setStatus").length;
  const before = count();
  await adapter.inspect?.(said.source, sentencesIn("en"));
  await adapter.inspect?.(said.source, sentencesIn("en"));
  expect(count()).toBe(before);
  await tell(adapter, said, END);
  expect(slack.messages(channel, said.source.threadId).at(-1)?.text).toBe("never seen");
});

test("a caption is cut between two characters, never inside one", async () => {
  const { adapter, said, slack, channel } = await asked("thread");
  await tell(adapter, said, START, { type: "media-start", piece: PIECE, modality: "audio", caption: `${"a".repeat(298)}🎈🎈`, steps: 2 });
  expect(slack.messages(channel, said.source.threadId).at(-1)?.text).toMatch(/a…$/);
});
