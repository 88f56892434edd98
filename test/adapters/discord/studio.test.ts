/** Group sessions on Discord: a thread beneath its board, with the Message Content intent and without it. */

import { type APIMessage, PermissionFlagsBits } from "discord-api-types/v10";
import { expect, onTestFinished, test } from "vitest";
import type { Adapter } from "../../../src/adapter.ts";
import type { Quartet } from "../../../src/assemble.ts";
import { describeStudio, type StudioUnderTest } from "../../contract/studio.contract.ts";
import { buttonLabels } from "../../fakes/discord/people.ts";
import type { FakeInteraction } from "../../fakes/discord/interactions.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { runQuartet } from "../../support/running-quartet.ts";
import { makeTalkativePack, SCRIPTED_SEED } from "../../support/talkative-pack.ts";
import { makePlatform } from "./platform.ts";

/** The seed that makes the scripted pack answer with media. */
function seeded(adapter: Adapter): Adapter {
  return {
    ...adapter,
    start: (onInbound, ...rest) =>
      adapter.start(
        (inbound) => onInbound(inbound.type === "said" ? { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } } : inbound),
        ...rest,
      ),
  };
}

async function onDiscord(readsContent: boolean): Promise<StudioUnderTest> {
  const { discord, channel, makeAdapter, close } = await makePlatform({ readsContent, mayReadContent: readsContent });
  onTestFinished(close);
  const [folder, packFolder] = [freshFolder(), await makeTalkativePack(["image", "audio", "video"])];
  const people = { Ana: discord.person("Ana"), Ben: discord.person("Ben") };
  const start = async () => {
    const { quartet } = await runQuartet({ folder, packFolder, settings: { MEDIA_HOSTS: "127.0.0.1" } });
    await quartet.connect(seeded(makeAdapter({ readsContent })));
    return quartet;
  };
  let quartet: Quartet = await start();
  const board = () => discord.written(channel).find(({ content }) => content.startsWith("## 📖"));
  const thread = () => [...discord.world.channels.values()].find(({ parentId }) => parentId === channel.id) ?? channel;
  const inThread = () => discord.written(thread());
  const showing = (piece: number) =>
    inThread().find(({ content }) => content.includes(`**#${piece}**`) || (piece === 4 && content.includes("my own dot")));
  const answered = async (interaction: FakeInteraction) =>
    await discord.waitFor(() => {
      const answer = interaction.originalId === undefined ? undefined : interaction.channel.messages.get(interaction.originalId);
      return answer?.content === "is thinking…" ? undefined : answer?.content;
    }, "an answer to the command");
  return {
    open: async (title) => void (await answered(people.Ana.command(channel, "studio", { action: "open", title }))),
    say: async (person, words) => void people[person].say(thread(), words, [], { mention: !readsContent }),
    add: async (person, words, file) => {
      const asked = people[person].press(channel, board() as APIMessage, "Add");
      await discord.waitFor(() => asked.modal, "the form");
      await answered(people[person].submit(asked, { text: words, ...(file ? { file } : {}) }));
    },
    vote: async (person, piece, added) => people[person].react(thread(), showing(piece) as APIMessage, "❤️", added),
    command: async (person, action, options = {}) => await answered(people[person].command(thread(), "studio", { action, ...options })),
    board: () => board()?.content,
    told: () => inThread().map(({ content }) => content),
    buttons: () => buttonLabels(board() as APIMessage),
    exports: () =>
      inThread()
        .flatMap(({ attachments }) => attachments)
        .filter(({ filename }) => !filename.startsWith("quartet-"))
        .flatMap(({ id, filename: name }) => ({ name, bytes: discord.world.files.get(id)?.bytes ?? Buffer.alloc(0) })),
    restart: async () => {
      await quartet.stop();
      quartet = await start();
    },
    until: async (holds, what) => void (await discord.waitFor(() => holds() || undefined, what, 90_000)),
  };
}

describeStudio("Discord, with plain words", () => onDiscord(true), /just write what comes next/);
describeStudio("Discord, without them", () => onDiscord(false), /mention me/);

test("without the permission for threads the person is told which one is missing and how to grant it", async () => {
  const { discord, channel, adapter, close } = await makePlatform();
  onTestFinished(close);
  channel.denied = PermissionFlagsBits.CreatePublicThreads;
  const { quartet } = await runQuartet({});
  await quartet.connect(adapter);
  const asked = discord.person("Ana").command(channel, "studio", { action: "open", title: "a lighthouse" });
  const told = await discord.waitFor(() => asked.originalId && channel.messages.get(asked.originalId)?.content, "the advice");
  expect(told).toMatch(/"Create Public Threads" in #general/);
  expect(discord.written(channel)).toHaveLength(1);
}, 60_000);
