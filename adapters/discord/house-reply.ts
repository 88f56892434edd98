/** How the answer to a house command reaches people: through the interaction while its token lives, and as ordinary messages after that. */

import { MessageFlags, RESTJSONErrorCodes, type SendableChannels } from "discord.js";
import type { CommandReply } from "../../src/commands/command.ts";
import type { CommandDeclaration } from "../../src/commands/declaration.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { Signer } from "../../src/turn/sign.ts";
import { settledWithin } from "../../src/settled-within.ts";
import { bodiesOf, type Body } from "./house.ts";
import { LATEST_DEFERRAL_MS, TOKEN_LIFETIME_MS } from "./limits.ts";
import type { AskingInteraction } from "./open-replies.ts";
import { isCode } from "./permissions.ts";

export interface HouseAnswer {
  readonly declared: Pick<CommandDeclaration, "isPublic">;
  /** Never rejects. */
  readonly answer: Promise<CommandReply>;
  readonly signer: Signer;
  readonly sentences: Sentences["discord"];
  /** Unix milliseconds. */
  readonly now: () => number;
}

type Show = (body: Body) => Promise<unknown>;

/** Within Discord's three seconds: what is not answered by then shows as thinking. */
export async function answerHouse(interaction: AskingInteraction, given: HouseAnswer): Promise<void> {
  const { declared, answer, signer, sentences, now } = given;
  const isMostlyPublic = declared.isPublic ?? false;
  const isQuick = await settledWithin(answer, LATEST_DEFERRAL_MS);
  if (!isQuick) await interaction.deferReply(isMostlyPublic ? {} : { flags: MessageFlags.Ephemeral });
  const reply = await answer;
  try {
    const isPublic = reply.isPublic ?? false;
    const inTime = throughInteraction(interaction, isQuick, isPublic, isMostlyPublic);
    const late = (isPublic ? inChannel : directly)(interaction, sentences);
    let isAlive = true;
    for (const body of bodiesOf(reply, signer)) {
      isAlive &&= now() - interaction.createdTimestamp < TOKEN_LIFETIME_MS && (await showsWhileAlive(inTime, body));
      if (!isAlive) await late(body);
    }
  } finally {
    await reply.done?.();
  }
}

/** False where the token's life is over. */
async function showsWhileAlive(show: Show, body: Body): Promise<boolean> {
  try {
    await show(body);
    return true;
  } catch (error) {
    if (isCode(error, RESTJSONErrorCodes.UnknownInteraction, RESTJSONErrorCodes.InvalidWebhookToken, RESTJSONErrorCodes.UnknownWebhook)) return false;
    throw error;
  }
}

/** The first message takes the place of what shows as thinking, unless others may see the one and not the other. */
function throughInteraction(interaction: AskingInteraction, isQuick: boolean, isPublic: boolean, isMostlyPublic: boolean): Show {
  const visible = isPublic ? {} : { flags: MessageFlags.Ephemeral as const };
  let isFirst = true;
  return async (body) => {
    const opens = isFirst;
    isFirst = false;
    if (opens && isQuick) return await interaction.reply({ ...body, ...visible });
    if (opens && isPublic === isMostlyPublic) return await interaction.editReply(body);
    if (opens) await interaction.deleteReply();
    return await interaction.followUp({ ...body, ...visible });
  };
}

/** In the direct messages of who asked; where those take nothing, the channel learns of that once, and of nothing else. */
function directly(interaction: AskingInteraction, { notShownPrivately }: Sentences["discord"]): Show {
  let isClosed = false;
  return async (body) => {
    if (isClosed) return;
    try {
      await interaction.user.send(body);
    } catch {
      isClosed = true;
      await (await channelOf(interaction)).send(notShownPrivately(`<@${interaction.user.id}>`));
    }
  };
}

/** Where the channel takes nothing, who asked is told directly. */
function inChannel(interaction: AskingInteraction, sentences: Sentences["discord"]): Show {
  const instead = directly(interaction, sentences);
  return async (body) => {
    try {
      await (await channelOf(interaction)).send(body);
    } catch {
      await instead(body);
    }
  };
}

async function channelOf({ client, channelId }: AskingInteraction): Promise<SendableChannels> {
  const channel = channelId === null ? null : await client.channels.fetch(channelId);
  if (channel?.isSendable()) return channel;
  throw new DeliveryError(`Channel ${channelId} of Discord takes no messages.`);
}
