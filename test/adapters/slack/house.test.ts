/** House commands in Slack: asked by the slash command and in threads, answered in time, to whom it is meant, files included. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { PlaceRules } from "../../../src/adapter.ts";
import type { Command, CommandReply } from "../../../src/commands/command.ts";
import { sentencesIn } from "../../../src/language/language.ts";
import type { Inbound } from "../../../src/turn/inbound.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { GARDEN, SUN } from "../../support/garden-commands.ts";
import { slackScene } from "./slack-under-test.ts";

async function running(reply: (command: Command) => CommandReply | Promise<CommandReply>, rules?: PlaceRules, now?: () => number) {
  const scene = await slackScene({ house: [GARDEN, SUN], postBurst: 50, ...(now ? { now } : {}) });
  onTestFinished(() => scene.slack.stop());
  const adapter = scene.makeAdapter();
  const commands: Command[] = [];
  const inbounds: Inbound[] = [];
  await adapter.start(
    async (inbound) => {
      inbounds.push(inbound);
      if (inbound.type === "commanded") void adapter.giveCommand?.(inbound);
    },
    async (command) => {
      commands.push(command);
      return await reply(command);
    },
    rules,
  );
  onTestFinished(() => adapter.stop());
  const ephemeral = () => [...scene.general.messages.values()].filter(({ onlyFor }) => onlyFor !== undefined);
  return { ...scene, commands, inbounds, ephemeral };
}

function fileNamed(name: string) {
  const path = join(freshFolder(), name);
  writeFileSync(path, "words");
  return { path, name, mediaType: "text/plain", sizeBytes: 5, altText: "" };
}

test("what stands behind the name reaches the handler, and one person sees the answer", async () => {
  const { ana, ben, general, commands, slack, inbounds } = await running(({ options }) => ({ text: `Planted ${options.what} & more.` }));
  ana.user.isAdmin = true;
  const typed = `garden plant roses &amp; lilies count:3 with:<@${ben.user.id}|ben>`;
  const answer = await ana.command("/quartet", typed, general, { marked: true });
  expect(answer).toMatchObject({ response_type: "ephemeral", text: "Planted roses &amp; lilies &amp; more." });
  expect(commands).toMatchObject([
    {
      name: "garden",
      options: { action: "plant", what: "roses & lilies", count: "3", with: ben.user.id },
      conversationId: `slack:${general.id}`,
      author: { id: ana.user.id, name: "Ana" },
      isModerator: true,
    },
  ]);
  await ben.command("/quartet", "sun", general);
  expect(commands[1]?.isModerator).toBe(false);
  expect(inbounds).toMatchObject([
    { type: "commanded", text: typed, author: { name: "Ana" } },
    { type: "commanded", text: "sun", author: { name: "Ben" } },
  ]);
  expect(slack.messages(general)).toEqual([]);
});

test("a public answer is for everybody, a wrong use is told, and the help lists what there is", async () => {
  const { ana, general, commands } = await running(() => ({ text: "It shines.", isPublic: true }));
  expect(await ana.command("/quartet", "sun", general)).toMatchObject({ response_type: "in_channel", text: "It shines." });
  const usage = await ana.command("/quartet", "garden water", general);
  expect(usage).toMatchObject({ response_type: "ephemeral", text: expect.stringContaining("/quartet garden plant &lt;what&gt;") });
  expect(commands).toHaveLength(1);
  expect(await ana.command("/quartet", "help", general)).toMatchObject({ text: expect.stringContaining("`/quartet sun`: The sun.") });
});

test("the help ends with what people must know of what is made, in the language of the channel", async () => {
  const note = sentencesIn("de").nonCommercial("CC-BY-NC-SA-4.0");
  const { ana, general } = await running(() => ({ text: "" }), { languageAt: () => "de", isModerator: () => false, helpNotes: () => [note] });
  const text = expect.stringMatching(new RegExp(`/quartet sun[\\s\\S]*\\n${note}$`));
  expect(await ana.command("/quartet", "help", general)).toMatchObject({ text });
});

test("what takes longer than Slack waits, or is longer than a message, comes by the response address", async () => {
  const ready = Promise.withResolvers<CommandReply>();
  const { ana, general, slack, ephemeral } = await running(() => ready.promise);
  expect(await ana.command("/quartet", "sun", general)).toEqual({});
  const words = Array.from({ length: 4_000 }, (_, index) => `word${index}`);
  ready.resolve({ text: words.join(" ") });
  await slack.waitFor(() => ephemeral().length === 3);
  expect(ephemeral().flatMap(({ text }) => text.trim().split(" "))).toEqual(words);
});

/** The clock can be put on by half an hour. */
async function runningLate() {
  let lateMs = 0;
  const ready = Promise.withResolvers<CommandReply>();
  const scene = await running(
    () => ready.promise,
    undefined,
    () => Date.now() + lateMs,
  );
  const answerLate = (reply: CommandReply) => {
    lateMs = 30 * 60_000;
    ready.resolve(reply);
  };
  return { ...scene, answerLate };
}

test("what comes when the response address is over comes directly, or in the channel where it is for everybody", async () => {
  const { ana, ben, general, slack, ephemeral, answerLate } = await runningLate();
  expect(await ana.command("/quartet", "garden look", general)).toEqual({});
  answerLate({ text: "Roses & more." });
  await slack.waitFor(() => slack.messages(ana.dm).some(({ text }) => text.includes("Roses")));
  expect([...ephemeral(), ...slack.messages(general), ...slack.messages(ben.dm)]).toEqual([]);
  const open = await runningLate();
  expect(await open.ben.command("/quartet", "sun", open.general)).toEqual({});
  open.answerLate({ text: "It shines.", isPublic: true });
  await open.slack.waitFor(() => open.slack.messages(open.general).some(({ text }) => text === "It shines."));
  expect([...open.ephemeral(), ...open.slack.messages(open.ben.dm)]).toEqual([]);
});

test("what nobody else may see is not shown where direct messages are closed, and the channel is told only that", async () => {
  const { ana, general, slack, answerLate } = await runningLate();
  expect(await ana.command("/quartet", "garden look", general)).toEqual({});
  void slack.faults.order("conversations.open", { type: "error", error: "cannot_dm_bot" });
  answerLate({ text: "A secret." });
  await slack.waitFor(() => slack.messages(general).length > 0);
  expect(slack.messages(general).map(({ text }) => text)).toEqual([sentencesIn("en").slack.notShownPrivately(`<@${ana.user.id}>`)]);
});

test("an answer longer than the response address takes goes on directly", async () => {
  const words = Array.from({ length: 8_000 }, (_, index) => `word${index}`);
  const { ana, general, slack, ephemeral } = await running(() => ({ text: words.join(" ") }));
  await ana.command("/quartet", "garden look", general);
  const all = () => [...ephemeral(), ...slack.messages(ana.dm)].flatMap(({ text }) => text.trim().split(" "));
  await slack.waitFor(() => all().length === words.length);
  expect(ephemeral()).toHaveLength(5);
  expect(all()).toEqual(words);
});

test("files that one person asked for come directly, public ones where they were asked for", async () => {
  const file = fileNamed("export.json");
  const { ana, general, slack, ephemeral } = await running(({ name }) => ({ text: "Here.", files: [file], isPublic: name === "sun" }));
  await ana.command("/quartet", "garden look", general);
  await slack.waitFor(() => slack.messages(ana.dm).some(({ files }) => files[0]?.name === "export.json"));
  expect(ephemeral().map(({ text }) => text)).toEqual([expect.stringMatching(/^Here\.\n\n.*direct messages/)]);
  await ana.command("/quartet", "sun", general);
  await slack.waitFor(() => slack.messages(general).some(({ files }) => files[0]?.name === "export.json"));
  const elsewhere = slack.world.addChannel("elsewhere", "channel", [ana.user.id]);
  await ana.command("/quartet", "sun", elsewhere);
  await slack.waitFor(() => [...elsewhere.messages.values()].some(({ text }) => text.includes("/invite")));
});

test("in a thread a mention and the name behind a slash do the same, once, with files, and are not remembered", async () => {
  const { ana, ben, general, slack, commands, inbounds, ephemeral } = await running(({ name }) => ({
    text: `done ${name}`,
    isPublic: name === "sun",
  }));
  const root = await ana.say(general, "draw a boat", [], { mention: true });
  const picture = { name: "rose.png", mediaType: "image/png", bytes: new Uint8Array([1]) };
  await ben.say(general, "/garden plant roses", [picture], { mention: true, thread: root.ts });
  await slack.waitFor(() => ephemeral().length === 1);
  await ben.say(general, "/sun", [], { thread: root.ts });
  await slack.waitFor(() => slack.messages(general, root.ts).some(({ text }) => text === "done sun"));
  await ana.say(ana.dm, "/sun");
  await slack.waitFor(() => slack.messages(ana.dm).length === 2);
  expect(ephemeral()).toMatchObject([{ text: "done garden", thread_ts: root.ts, onlyFor: ben.user.id }]);
  const conversationId = `slack:${general.id}:${root.ts}`;
  expect(commands).toMatchObject([
    { name: "garden", options: { what: "roses" }, attachments: [{ name: "rose.png" }], conversationId, author: { name: "Ben" } },
    { name: "sun", conversationId },
    { name: "sun", conversationId: `slack:${ana.dm.id}` },
  ]);
  expect(inbounds.map(({ type, id }) => [type, id])).toEqual([
    ["said", `slack:${general.id}:${root.ts}`],
    ...["/garden plant roses", "/sun"].map((words) => ["commanded", `slack:${general.id}:${tsOf(slack.messages(general), words)}`]),
    ["commanded", `slack:${ana.dm.id}:${tsOf(slack.messages(ana.dm), "/sun")}`],
  ]);
});

function tsOf(messages: readonly { readonly ts: string; readonly text: string }[], words: string): string | undefined {
  return messages.find(({ text }) => text.endsWith(words))?.ts;
}

test("a wrong use and a call for help by words are answered too", async () => {
  const { ana, general, slack, commands, ephemeral } = await running(() => ({ text: "" }));
  await ana.say(general, "/garden water", [], { mention: true });
  await slack.waitFor(() => ephemeral().length === 1);
  await ana.say(general, "Help", [], { mention: true });
  await slack.waitFor(() => ephemeral().length === 2);
  expect(ephemeral().map(({ text }) => text)).toEqual([
    expect.stringContaining("/quartet garden plant &lt;what&gt;"),
    expect.stringContaining("`/quartet sun`: The sun."),
  ]);
  expect(commands).toEqual([]);
});

test("a handler that fails is told, and acknowledged all the same", async () => {
  const { ana, general } = await running(() => {
    throw new RangeError("the disk is full");
  });
  expect(await ana.command("/quartet", "sun", general)).toMatchObject({ text: expect.stringContaining("Something went wrong") });
});

test("what the app lacks is named, with the way to mend it", async () => {
  const { slack, ana, general, makeAdapter } = await slackScene();
  onTestFinished(() => slack.stop());
  const adapter = makeAdapter();
  await adapter.start(async () => undefined);
  onTestFinished(() => adapter.stop());
  const inspect = (channelId: string) => adapter.inspect?.({ platform: "slack", channelId, messageId: "1.1" }, sentencesIn("en"));
  expect((await inspect(general.id))?.permissions.filter(({ isGranted }) => !isGranted)).toEqual([]);
  slack.scopes.delete("files:read");
  const elsewhere = slack.world.addChannel("elsewhere", "channel", [ana.user.id]);
  const report = await inspect(elsewhere.id);
  expect(report?.permissions.filter(({ isGranted }) => !isGranted).map(({ name }) => name)).toEqual(["files:read", "/invite @Quartet"]);
  expect(report?.fix).toContain("manifest.yaml");
});
