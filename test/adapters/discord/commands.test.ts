/** Commands, buttons and modals on Discord: what they make a person say, their deadlines, and who may press what. */

import { type APIMessage, InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";
import type { Delivery, PlaceRules } from "../../../src/adapter.ts";
import { HouseRuleError } from "../../../src/errors.ts";
import type { Inbound } from "../../../src/turn/inbound.ts";
import { buttonLabels, customIds, isEphemeral } from "../../fakes/discord/people.ts";
import { END, makePlatform, mediaEnd, mediaStart, REQUEST, runPlatform, START, targetOf, tell, textDelta } from "./platform.ts";

const PNG = { name: "boat.png", mediaType: "image/png", bytes: new Uint8Array([1, 2, 3]) };

async function running() {
  const platform = await runPlatform();
  const { discord, channel, adapter, heard } = platform;
  const ana = discord.person("Ana");
  const lastWritten = () => discord.written(channel).at(-1) as APIMessage;
  /** An answer with medium #3, asked by Ana. */
  const answered = async () => {
    ana.say(channel, "draw a boat", [], { mention: true });
    const said = await heard(platform.inbounds.length);
    await tell(adapter, said, START, mediaStart(3), mediaEnd(3), END);
    return { said, medium: lastWritten() };
  };
  return { ...platform, ana, lastWritten, answered };
}

test.each([
  ["ask", { text: "what is this?", file: PNG, file2: PNG }, { text: "what is this?", attachments: [{ name: "boat.png" }, { name: "boat.png" }] }],
  ["imagine", { prompt: "a red boat" }, { text: "draw a red boat", wish: { modalities: ["image"] } }],
  ["sound", { prompt: "a bell" }, { text: "the sound of a bell", wish: { modalities: ["audio"] } }],
  ["animate", { prompt: "a red boat" }, { text: "a video of a red boat", wish: { modalities: ["video"] } }],
  ["animate", { file: PNG }, { text: "animate this", attachments: [{ name: "boat.png" }], wish: { modalities: ["video"] } }],
])("/%s becomes words, and its answer takes the place of the thinking", async (name, options, expected) => {
  const { channel, adapter, heard, ana, discord, lastWritten } = await running();
  const asked = ana.command(channel, name, options);
  const said = await heard(0);
  expect(said).toMatchObject({ type: "said", id: `discord:${asked.id}`, author: { id: ana.user.id, name: "Ana" }, ...expected });
  await tell(adapter, said, START, textDelta("Here you are."), mediaStart(1), mediaEnd(1), END);
  expect(discord.written(channel).map(({ content }) => content)).toEqual(["Here you are.", "🖼️ **#1** a red boat"]);
  expect(discord.written(channel)[0]?.interaction_metadata?.id).toBe(asked.id);
  expect(lastWritten().message_reference?.message_id).toBe(asked.originalId);
});

test("a command without content, /help and /forget are answered to the one person", async () => {
  const { channel, ana, discord, heard, inbounds, lastWritten } = await running();
  const first = ana.command(channel, "ask");
  await discord.waitFor(() => first.originalId, "an answer");
  expect(lastWritten()).toMatchObject({ content: "Give me words, a file, or both." });
  const second = ana.command(channel, "help");
  await discord.waitFor(() => second.originalId, "help");
  expect(lastWritten().content).toContain("/imagine");
  expect(inbounds).toEqual([]);
  ana.command(channel, "forget", { what: "me" });
  expect(await heard(0)).toMatchObject({ type: "pressed", action: { type: "forget", scope: "me" } });
  await discord.waitFor(() => lastWritten().content.startsWith("I forgot everything you said to me on this platform"), "the word that it is done");
  expect(discord.written(channel).every(isEphemeral)).toBe(true);
});

test.each([
  ["Describe", "describe this", []],
  ["Animate", "animate this", ["video"]],
  ["What does it sound like?", "what does this sound like?", ["audio"]],
])('"%s" takes the media of the chosen message', async (name, text, modalities) => {
  const { channel, ana, discord, heard } = await running();
  const target = discord.person("Ben").say(channel, "my boat", [PNG]);
  ana.messageCommand(channel, name, target);
  expect(await heard(0)).toMatchObject({ type: "said", text, attachments: [{ name: "boat.png" }], wish: { modalities }, author: { name: "Ana" } });
});

test("an answer that outlives the interaction's token comes as a message of the channel", async () => {
  const { channel, adapter, ana, discord, heard } = await running();
  const asked = ana.command(channel, "imagine", { prompt: "a red boat" });
  const said = await heard(0);
  await discord.waitFor(() => asked.originalId, "the deferral");
  discord.interactions.expire();
  await tell(adapter, said, START, textDelta("At last."), END);
  expect(discord.written(channel).map(({ content }) => content)).toEqual(["is thinking…", "At last."]);
});

test("Discord hears within three seconds, even where storing takes longer", async () => {
  const { discord, channel, adapter, close } = await makePlatform();
  const stored = Promise.withResolvers<void>();
  await adapter.start(() => stored.promise);
  const asked = discord.person("Ana").command(channel, "imagine", { prompt: "a red boat" });
  await discord.waitFor(() => asked.callback, "the deferral", 2_900);
  expect(asked.callback?.type).toBe(InteractionResponseType.DeferredChannelMessageWithSource);
  stored.resolve();
  await adapter.stop();
  await close();
});

test.each([
  ["at once", false],
  ["late", true],
])("whom Quartet does not serve, told so %s, alone sees it", { timeout: 20_000 }, async (_when, isLate) => {
  const { discord, channel, adapter, close } = await makePlatform();
  onTestFinished(close);
  onTestFinished(() => adapter.stop());
  await adapter.start(async () => {
    if (isLate) await discord.waitFor(() => asked.callback, "the deferral");
    throw new HouseRuleError("Ana is not served.", ["notServed"]);
  });
  await discord.waitFor(() => discord.world.commands.length > 0, "the commands");
  const asked = discord.person("Ana").command(channel, "imagine", { prompt: "a red boat" });
  const [told] = await discord.waitFor(() => {
    const whispered = [...channel.messages.values()].filter((message) => isEphemeral(message) && message.content !== "");
    return whispered.length > 0 && whispered;
  }, "the word");
  expect(told?.content).toContain("do not answer here");
  expect([...channel.messages.values()].filter((message) => !isEphemeral(message))).toEqual([]);
});

test("every button acts on the piece, after a restart too", async () => {
  const { channel, adapter, makeAdapter, ana, discord, answered } = await running();
  const { said, medium } = await answered();
  await adapter.stop();
  const heard: Inbound[] = [];
  const next = makeAdapter();
  await next.start(async (inbound) => {
    heard.push(inbound);
    discord.world.changed();
  });
  const nth = (index: number) => discord.waitFor(() => heard[index], `event ${index}`);
  ana.press(channel, medium, "Animate");
  expect(await nth(0)).toMatchObject({ type: "said", text: "animate #3", wish: { modalities: ["video"], pieces: [3] } });
  ana.press(channel, medium, "Sound");
  expect(await nth(1)).toMatchObject({ type: "said", text: "what does #3 sound like?", wish: { modalities: ["audio"], pieces: [3] } });
  const use = ana.press(channel, medium, "Use");
  await discord.waitFor(() => use.modal, "the modal");
  ana.submit(use, { words: "put it at sea" });
  expect(await nth(2)).toMatchObject({ type: "said", text: "put it at sea", wish: { pieces: [3] } });
  const edit = ana.press(channel, medium, "Edit prompt");
  await discord.waitFor(() => edit.modal, "the modal");
  expect(edit.modal?.components).toMatchObject([{ component: { value: REQUEST.text } }]);
  ana.submit(edit, { words: "draw a blue boat" });
  expect(await nth(3)).toMatchObject({ type: "said", text: "draw a blue boat", wish: { pieces: [1], modalities: ["image"] } });
  ana.press(channel, medium, "Vary");
  expect(await nth(4)).toMatchObject({ action: { type: "again", turnId: `${said.id}/answer`, piece: 3, seed: expect.any(Number) } });
  ana.press(channel, medium, "Again");
  const pressed = await nth(5);
  expect(pressed).toMatchObject({ type: "pressed", action: { type: "again", turnId: `${said.id}/answer` } });
  await tell(next, pressed, START, textDelta("Another."), END);
  expect(discord.written(channel).at(-1)).toMatchObject({ content: "Another.", message_reference: { message_id: medium.id } });
  expect(medium.content).toBe("🖼️ **#3** a red boat");
  await next.stop();
});

test("commands, answers, forms and refusals speak the language of the place", async () => {
  const { discord, channel, makeAdapter, close } = await makePlatform();
  onTestFinished(close);
  const adapter = makeAdapter();
  onTestFinished(() => adapter.stop());
  const inbounds: Inbound[] = [];
  const rules: PlaceRules = { languageAt: () => "de", isModerator: (_source, { name }) => name === "Chefin", helpNotes: () => ["Nur zum Spielen."] };
  const take = async (inbound: Inbound) => {
    inbounds.push(inbound);
    discord.world.changed();
  };
  await adapter.start(take, undefined, rules);
  const ana = discord.person("Ana");
  const imagine = discord.world.commands.find(({ name }) => name === "imagine");
  expect(imagine).toMatchObject({ description: "Make a picture", description_localizations: { de: "Ein Bild machen" } });
  expect(discord.world.commands.find(({ name }) => name === "Describe")).toMatchObject({ name_localizations: { de: "Beschreiben" } });
  ana.say(channel, "ein Boot", [], { mention: true });
  const said = await discord.waitFor(() => inbounds[0], "the question");
  const german = { ...targetOf(said), language: "de" } as const;
  await adapter.deliver({ target: german, ...START } as Delivery);
  await adapter.deliver({ target: german, ...mediaStart(3) } as Delivery);
  const card = await discord.waitFor(() => discord.written(channel)[0], "the card");
  expect([buttonLabels(card), card.content.split("\n")[1]]).toEqual([["Abbrechen"], "-# ▱▱▱▱▱▱▱▱▱▱▱▱ 0 von 4"]);
  const refused = discord.person("Ben").press(channel, card, "Abbrechen");
  await discord.waitFor(() => refused.originalId, "the refusal");
  expect(discord.written(channel).at(-1)?.content).toBe("Das kann nur abbrechen, wer gefragt hat oder wer „Nachrichten verwalten“ darf.");
  const help = discord.person("Ben").command(channel, "help");
  await discord.waitFor(() => help.originalId, "the help");
  const lines = discord.written(channel).at(-1)?.content.split("\n") ?? [];
  expect([lines[0], lines.at(-1)]).toEqual(["Ich lese Worte, Bilder, Töne und Clips und antworte damit.", "Nur zum Spielen."]);
  discord.person("Chefin").press(channel, card, "Abbrechen");
  await discord.waitFor(() => inbounds.length === 2, "the cancel of a moderator by Quartet's own settings");
});

test("an id that was forged or altered, or a piece that is forgotten, is refused kindly", async () => {
  const { channel, adapter, ana, discord, heard, inbounds, answered, lastWritten } = await running();
  const { medium } = await answered();
  const [id = ""] = customIds(medium);
  const forged = [
    id.replace(".3.", ".4."),
    id.slice(0, -1),
    `again:3:${id}`,
    "again.3.1/answer.AAAAAAAAAAAAAAAA",
    customIds(medium)[1]?.replace("vary", "cancel"),
  ];
  for (const customId of forged) {
    const pressed = ana.pressId(channel, medium, customId ?? "");
    await discord.waitFor(() => pressed.originalId, "the refusal");
    expect(lastWritten()).toMatchObject({ content: "I do not know this button any more.", flags: MessageFlags.Ephemeral });
  }
  ana.say(channel, "and again", [], { mention: true });
  await tell(adapter, await heard(1), START, mediaStart(9), mediaEnd(9), END);
  const forgotten = ana.press(channel, lastWritten(), "Edit prompt");
  await discord.waitFor(() => forgotten.originalId, "the word that it is forgotten");
  expect(lastWritten().content).toBe("I no longer remember that; please ask me anew.");
  expect(inbounds).toHaveLength(2);
});

test("the person who asked cancels, a stranger does not", async () => {
  const { channel, adapter, ana, discord, heard, inbounds, lastWritten } = await running();
  ana.say(channel, "draw a boat", [], { mention: true });
  const said = await heard(0);
  await tell(adapter, said, START, mediaStart(3));
  const card = await discord.waitFor(() => discord.written(channel).find((message) => buttonLabels(message).includes("Cancel")), "the card");
  const stranger = discord.person("Ben");
  const refused = stranger.press(channel, card, "Cancel", { moderator: false });
  await discord.waitFor(() => refused.originalId, "the refusal");
  expect(lastWritten().content).toContain("Only the person who asked can cancel this");
  ana.press(channel, card, "Cancel", { moderator: false });
  expect(await heard(1)).toMatchObject({ type: "pressed", action: { type: "cancel", turnId: `${said.id}/answer`, piece: 3 } });
  discord.person("Mod").press(channel, card, "Cancel", { moderator: true });
  expect((await heard(2)).author.name).toBe("Mod");
  expect(inbounds).toHaveLength(3);
});

test("who lets a medium be made again may cancel that", async () => {
  const { channel, adapter, discord, heard, answered } = await running();
  const { medium } = await answered();
  const ben = discord.person("Ben");
  ben.press(channel, medium, "Again");
  const pressed = await heard(1);
  await tell(adapter, pressed, START, mediaStart(4));
  const card = await discord.waitFor(() => discord.written(channel).find((message) => buttonLabels(message).includes("Cancel")), "the card");
  ben.press(channel, card, "Cancel");
  expect(await heard(2)).toMatchObject({ action: { type: "cancel", turnId: `${pressed.id}/answer`, piece: 4 } });
});

test.each([
  ["a wrong token", { token: "wrong" }, /DISCORD_TOKEN/],
  ["an intent that was not granted", { readsContent: true }, /DISCORD_MESSAGE_CONTENT: expected "Message Content Intent"/],
])("%s is a fault of the configuration, said in one sentence", async (_name, wrong, sentence) => {
  const { makeAdapter, close } = await makePlatform();
  const adapter = makeAdapter(wrong);
  await expect(adapter.start(async () => undefined)).rejects.toMatchObject({ code: "config", message: expect.stringMatching(sentence) });
  await adapter.stop();
  await close();
});
