/** The Discord adapter keeps the contract, on the real discord.js against a local Discord: asked by mention and by command. */

import { createHash } from "node:crypto";
import type { APIMessage } from "discord-api-types/v10";
import { type AdapterUnderTest, adapterContract, type HeardAnswer, type SentFile } from "../../contract/adapter.contract.ts";
import { buttonLabels, type FakeDiscord } from "../../fakes/discord/people.ts";
import type { FakeChannel } from "../../fakes/discord/world.ts";
import { makePlatform } from "./platform.ts";

type Say = (text: string, files: readonly SentFile[]) => Promise<void>;

adapterContract("discord, by mention", () =>
  underTest((discord, channel) => {
    const ana = discord.person("Ana");
    return async (text, files) => {
      const typed = channel.typing.length;
      ana.say(channel, text, files, { mention: true });
      await discord.waitFor(() => channel.typing.length > typed, "the typing sign");
    };
  }),
);

adapterContract("discord, by command", () =>
  underTest((discord, channel) => {
    const ana = discord.person("Ana");
    return async (text, files) => {
      await discord.waitFor(() => discord.world.commands.length > 0, "the commands");
      const asked = ana.command(channel, "ask", {
        text,
        ...Object.fromEntries(files.map((file, index) => [index === 0 ? "file" : `file${index + 1}`, file])),
      });
      await discord.waitFor(() => asked.originalId, "the deferral");
    };
  }),
);

async function underTest(sayerOf: (discord: FakeDiscord, channel: FakeChannel) => Say): Promise<AdapterUnderTest> {
  const { discord, channel, adapter, close } = await makePlatform();
  const say = sayerOf(discord, channel);
  return { adapter, say: (text, files = []) => say(text, files), heard: async () => heardIn(discord, channel), canReplace: true, close };
}

/** There is one answer in the channel: everything that the bot wrote. */
function heardIn(discord: FakeDiscord, channel: FakeChannel): readonly HeardAnswer[] {
  const written = discord.written(channel);
  if (written.length === 0) return [];
  const isNotice = ({ content }: APIMessage) => content.startsWith("-# ");
  const isWords = (message: APIMessage) => message.attachments.length === 0 && !isNotice(message);
  return [
    {
      text: written
        .filter(isWords)
        .map(({ content }) => content)
        .join(" "),
      files: written
        .flatMap(({ attachments }) => attachments)
        .map((file) => ({ sha256: sha256Of(discord, file.id), altText: file.description ?? "" })),
      notices: written.filter(isNotice).map(({ content }) => content.replaceAll(/^-# (#\d+: )?/gm, "")),
      hasEnded: !written.some((message) => buttonLabels(message).includes("Cancel")),
    },
  ];
}

function sha256Of(discord: FakeDiscord, fileId: string): string {
  return createHash("sha256")
    .update(discord.world.files.get(fileId)?.bytes ?? new Uint8Array())
    .digest("hex");
}
