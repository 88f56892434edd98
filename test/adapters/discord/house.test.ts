/** House commands on Discord: a declaration is enough to be seen, asked and answered, in time, and to whom it is meant. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Command, CommandReply } from "../../../src/commands/command.ts";
import type { CommandDeclaration } from "../../../src/commands/declaration.ts";
import { sentencesIn } from "../../../src/language/language.ts";
import { isEphemeral } from "../../fakes/discord/people.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { makePlatform } from "./platform.ts";

const words = (en: string, de: string) => ({ en, de });

const RICH: CommandDeclaration = {
  name: "garden",
  description: words("A garden", "Ein Garten"),
  actions: [
    {
      name: "plant",
      description: words("Plant something", "Etwas pflanzen"),
      options: [
        { type: "text", name: "what", description: words("What", "Was"), isRequired: true, maxLength: 100 },
        { type: "whole", name: "count", description: words("How many", "Wie viele"), minimum: 1, maximum: 9 },
        { type: "choice", name: "where", description: words("Where", "Wo"), choices: [{ value: "bed", label: words("in the bed", "ins Beet") }] },
        { type: "person", name: "with", description: words("With whom", "Mit wem") },
        { type: "file", name: "picture", description: words("A picture", "Ein Bild") },
      ],
    },
    { name: "look", description: words("Look at it", "Ansehen") },
  ],
};
const PLAIN: CommandDeclaration = { name: "sun", description: words("The sun", "Die Sonne"), isPublic: true, forModerators: true };

async function running(reply: (command: Command) => CommandReply | Promise<CommandReply>, now?: () => number) {
  const { discord, channel, makeAdapter, close } = await makePlatform(now ? { now } : {});
  onTestFinished(close);
  const adapter = makeAdapter({}, [RICH, PLAIN]);
  onTestFinished(() => adapter.stop());
  const commands: Command[] = [];
  await adapter.start(
    async () => undefined,
    async (command) => {
      commands.push(command);
      return await reply(command);
    },
  );
  await discord.waitFor(() => discord.world.commands.length > 0, "the commands");
  return { discord, channel, commands, ana: discord.person("Ana") };
}

test("a declaration becomes a slash command with its options, in both languages", async () => {
  const { discord } = await running(() => ({ text: "" }));
  const garden = discord.world.commands.find(({ name }) => name === "garden");
  expect(garden).toMatchObject({
    description: "A garden",
    description_localizations: { de: "Ein Garten" },
    options: [{ name: "plant" }, { name: "look" }],
  });
  expect(garden?.options?.[0]).toMatchObject({
    options: [
      { type: 3, name: "what", required: true, max_length: 100, description_localizations: { de: "Was" } },
      { type: 4, name: "count", min_value: 1, max_value: 9 },
      { type: 3, name: "where", choices: [{ name: "in the bed", name_localizations: { de: "ins Beet" }, value: "bed" }] },
      { type: 6, name: "with" },
      { type: 11, name: "picture" },
    ],
  });
  expect(discord.world.commands.find(({ name }) => name === "sun")?.default_member_permissions).toBe("8192");
});

test("what stands behind the name reaches the handler, and its reply is seen by the one person", async () => {
  const { discord, channel, commands, ana } = await running(({ options }) => ({ text: `Planted ${options.what}.` }));
  const ben = discord.person("Ben");
  const picture = { name: "rose.png", mediaType: "image/png", bytes: new Uint8Array([1]) };
  const options = { action: "plant", what: "roses", count: 3, where: "bed", with: { user: ben.user }, picture };
  const asked = ana.command(channel, "garden", options, { moderator: true });
  await discord.waitFor(() => asked.originalId, "the reply");
  expect(commands).toMatchObject([
    {
      name: "garden",
      options: { action: "plant", what: "roses", count: "3", where: "bed", with: ben.user.id },
      attachments: [{ name: "rose.png", sizeBytes: 1 }],
      conversationId: `discord:${channel.id}`,
      author: { id: ana.user.id, name: "Ana" },
      isModerator: true,
    },
  ]);
  expect(Object.keys(commands[0]?.options ?? {})).not.toContain("picture");
  expect(discord.written(channel)).toMatchObject([{ content: "Planted roses." }]);
  expect(discord.written(channel).every(isEphemeral)).toBe(true);
});

test("a long public reply with many files comes whole", async () => {
  const folder = freshFolder();
  const files = Array.from({ length: 12 }, (_, index) => {
    const path = join(folder, `${index}.png`);
    writeFileSync(path, "x");
    return { path, name: `${index}.png`, mediaType: "image/png", sizeBytes: 1, altText: `picture ${index}` };
  });
  const text = Array.from({ length: 600 }, (_, index) => `word${index}`).join(" ");
  const { discord, channel, ana } = await running(() => ({ text, files, isPublic: true }));
  ana.command(channel, "sun");
  const seen = () => discord.written(channel);
  await discord.waitFor(() => seen().flatMap(({ attachments }) => attachments).length === 12, "all files");
  expect(seen().flatMap(({ content }) => (content === "" ? [] : content.split(" ")))).toEqual(text.split(" "));
  expect(seen().map(({ attachments }) => attachments.length)).toEqual([0, 0, 10, 2]);
  expect(seen()[2]?.attachments[3]?.description).toBe("picture 3");
  expect(seen().some(isEphemeral)).toBe(false);
});

test.each([
  ["garden", { action: "look" }, true],
  ["garden", { action: "look" }, false],
  ["sun", {}, true],
  ["sun", {}, false],
] as const)("a reply that takes longer is waited for within the deadline: /%s %j, public: %s", async (name, options, isPublic) => {
  const ready = Promise.withResolvers<CommandReply>();
  const { discord, channel, ana } = await running(() => ready.promise);
  const asked = ana.command(channel, name, options);
  await discord.waitFor(() => asked.callback, "the deferral", 2_900);
  ready.resolve({ text: "Here it is.", isPublic });
  const shown = await discord.waitFor(() => discord.written(channel).find(({ content }) => content === "Here it is."), "the reply");
  expect(isEphemeral(shown)).toBe(!isPublic);
  expect(discord.written(channel)).toEqual([shown]);
});

/** Its token is over when the answer comes: by the clock, or because Discord says so. */
async function answeredLate(cause: "clock" | "Discord", name: "garden" | "sun", reply: CommandReply | Error) {
  let lateMs = 0;
  const ready = Promise.withResolvers<CommandReply>();
  const scene = await running(
    () => ready.promise,
    () => Date.now() + lateMs,
  );
  const asked = scene.ana.command(scene.channel, name, name === "garden" ? { action: "look" } : {});
  await scene.discord.waitFor(() => asked.callback, "the deferral");
  if (cause === "clock") lateMs = 15 * 60_000;
  else scene.discord.interactions.expire();
  const answer = () => (reply instanceof Error ? ready.reject(reply) : ready.resolve(reply));
  const seenIn = (channel: typeof scene.channel) =>
    scene.discord
      .written(channel)
      .map(({ content }) => content)
      .filter((content) => content !== "is thinking…");
  return { ...scene, answer, seenIn };
}

test.each(["clock", "Discord"] as const)("a public reply that outlives its token comes as a message of the channel: %s", async (cause) => {
  const { discord, channel, ana, answer, seenIn } = await answeredLate(cause, "sun", { text: "Here it is.", isPublic: true });
  answer();
  await discord.waitFor(() => seenIn(channel).length > 0, "the reply");
  expect([seenIn(channel), seenIn(ana.directChannel())]).toEqual([["Here it is."], []]);
});

test.each(["clock", "Discord"] as const)("a private reply that outlives its token comes by direct message, with its files: %s", async (cause) => {
  const path = join(freshFolder(), "export.json");
  writeFileSync(path, "{}");
  const files = [{ path, name: "export.json", mediaType: "application/json", sizeBytes: 2, altText: "" }];
  const { discord, channel, ana, answer, seenIn } = await answeredLate(cause, "garden", { text: "For you.", files });
  answer();
  await discord.waitFor(() => seenIn(ana.directChannel()).length > 0, "the reply");
  expect([seenIn(channel), seenIn(ana.directChannel())]).toEqual([[], ["For you."]]);
  expect(discord.written(ana.directChannel())[0]?.attachments).toMatchObject([{ filename: "export.json" }]);
});

test("where direct messages are closed, the channel learns of that once and of nothing else", async () => {
  const text = Array.from({ length: 600 }, (_, index) => `word${index}`).join(" ");
  const { discord, channel, ana, answer, seenIn } = await answeredLate("clock", "garden", { text });
  const direct = ana.directChannel();
  const refusal = { type: "status", status: 403, code: 50_007 } as const;
  const closed = discord.troubles.order("POST", new RegExp(`^channels/${direct.id}/messages`), refusal, 9);
  answer();
  await closed;
  await discord.waitFor(() => seenIn(channel).length > 0, "the word");
  expect(seenIn(channel)).toEqual([sentencesIn("en").discord.notShownPrivately(`<@${ana.user.id}>`)]);
  expect(seenIn(direct)).toEqual([]);
});

test("a handler that fails late is told all the same", async () => {
  const { discord, ana, answer, seenIn } = await answeredLate("clock", "sun", new RangeError("broken"));
  answer();
  await discord.waitFor(() => seenIn(ana.directChannel()).length > 0, "the word");
  expect(seenIn(ana.directChannel())).toEqual(["Something went wrong on my side; please try again."]);
});

test("a button of a reply gives its command, for ever; one that asks for the rest opens a form first", async () => {
  const buttons = [
    { label: "Look", command: "garden", options: { action: "look" } },
    { label: "Plant", command: "garden", options: { action: "plant", count: "2" }, asksForRest: true },
    { label: "Gone", command: "desert", options: {} },
  ] as const;
  const { discord, channel, commands, ana } = await running(({ options }) => ({ text: JSON.stringify(options), isPublic: true, buttons }));
  ana.command(channel, "sun");
  const reply = await discord.waitFor(() => discord.written(channel)[0], "the reply");
  ana.press(channel, reply, "Look");
  await discord.waitFor(() => commands.length === 2, "the command");
  expect(commands[1]).toMatchObject({ name: "garden", options: { action: "look" }, author: { name: "Ana" } });
  const planting = ana.press(channel, reply, "Plant");
  await discord.waitFor(() => planting.modal, "the form");
  expect(planting.modal?.title).toBe("Plant something");
  ana.submit(planting, { what: "a rose & more", where: "bed", picture: { name: "rose.png", mediaType: "image/png", bytes: new Uint8Array([1]) } });
  await discord.waitFor(() => commands.length === 3, "the command");
  expect(commands[2]).toMatchObject({
    options: { action: "plant", count: "2", what: "a rose & more", where: "bed" },
    attachments: [{ name: "rose.png" }],
  });
  expect(commands[2]?.options).not.toHaveProperty("with");
  const gone = ana.press(channel, reply, "Gone");
  await discord.waitFor(() => gone.originalId, "the refusal");
  expect(discord.written(channel).at(-1)?.content).toBe("I do not know this button any more.");
});

test("a handler that fails is told kindly", async () => {
  const { discord, channel, ana } = await running(() => Promise.reject(new TypeError("broken")));
  ana.command(channel, "sun");
  const told = await discord.waitFor(() => discord.written(channel)[0], "the word");
  expect(told.content).toBe("Something went wrong on my side; please try again.");
});
