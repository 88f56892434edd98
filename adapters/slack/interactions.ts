/** What a body from Slack asks for, carried out up to the moment at which it may be acknowledged. */

import { sentencesIn } from "../../src/language/language.ts";
import { HouseRuleError } from "../../src/errors.ts";
import type { Inbound } from "../../src/turn/inbound.ts";
import { settledWithin } from "../../src/settled-within.ts";
import { conversationIdOf } from "../../src/turn/turn.ts";
import { parseCommand, parseShortcut } from "./commands.ts";
import type { Deliveries } from "./deliver.ts";
import {
  callbackShape,
  commandShape,
  eventShape,
  type Interaction,
  interactionShape,
  type MessageEvent,
  type MessageShortcut,
  messageShape,
  type ReactionEvent,
  type SlashCommand,
  type StoppedEvent,
} from "./events.ts";
import { Forgetting, type Wished } from "./forgetting.ts";
import { commandIn } from "./house.ts";
import { Latest } from "./latest.ts";
import { LATEST_ANSWER_MS, slashAnswerOf } from "./open-slashes.ts";
import { QUESTION_METADATA } from "./marks.ts";
import { escapeMarkup } from "./markup.ts";
import {
  attachmentsOf,
  conversationOf,
  inboundBase,
  inboundOf,
  isDirect,
  isSaidTo,
  leftOf,
  placeOf,
  reactedOf,
  saidAt,
  stoppedOf,
  wordsOf,
} from "./parse.ts";
import { type PressParts, Presses } from "./presses.ts";
import { shownIn } from "./reactions.ts";
import { greet } from "./welcome.ts";

export interface InteractionParts extends PressParts {
  readonly deliveries: Deliveries;
  /** Resolves when it is stored. */
  readonly onInbound: (inbound: Inbound) => Promise<void>;
}

const MAX_STORING = 500;

export class Interactions {
  readonly #parts: InteractionParts;
  readonly #presses: Presses;
  readonly #forgetting: Forgetting;
  /** By the Inbound's id: on its way into the inbox, or just there. */
  readonly #storing = new Latest<Promise<void>>(MAX_STORING);

  constructor(parts: InteractionParts) {
    this.#parts = parts;
    this.#presses = new Presses(parts);
    this.#forgetting = new Forgetting(parts);
  }

  /** Resolves with what is acknowledged; rejects where the event could not be stored. */
  async receive(body: unknown): Promise<unknown> {
    const callback = callbackShape.safeParse(body);
    if (callback.success) return await this.#event(callback.data.event, callback.data.team_id);
    const interaction = interactionShape.safeParse(body);
    if (interaction.success) return await this.#interaction(interaction.data);
    const command = commandShape.safeParse(body);
    return command.success ? await this.#command(command.data) : undefined;
  }

  /** Resolves when it is stored, or is nothing to store. */
  async hear(event: MessageEvent): Promise<void> {
    await this.#said(event, true);
  }

  async #event(given: unknown, teamId: string): Promise<void> {
    const { data: event } = eventShape.safeParse(given);
    if (event === undefined) return;
    switch (event.type) {
      case "app_mention":
      case "message":
        return await this.#said(event);
      case "reaction_added":
      case "reaction_removed":
        return await this.#reaction(event);
      case "app_home_opened":
        return void greet(this.#parts.calls, event, sentencesIn(this.#parts.around.languageAt(event.channel)));
      case "agent_session_stopped":
        return await this.#stopped(event);
      case "app_uninstalled":
        return await this.#store(leftOf(teamId));
      case "tokens_revoked":
        return event.tokens.bot?.includes(this.#parts.around.selfId) ? await this.#store(leftOf(teamId)) : undefined;
      default:
        return event satisfies never;
    }
  }

  /** `isMissed`: nobody waits any more for the answer to a house command that was. */
  async #said(event: MessageEvent, isMissed = false): Promise<void> {
    const { around, house } = this.#parts;
    if (event.type === "message" && this.#parts.deliveries.wasRemoved(event.channel, event.previous_message?.ts ?? "")) return;
    if (isMissed && house.isCommand(commandIn(event, around))) return;
    const isSaid = await isSaidTo(event, around);
    const commanded = isSaid ? await house.commanded(event, event.channel) : undefined;
    const wished = isSaid && commanded === undefined ? await this.#forgetting.said(event) : undefined;
    if (wished !== undefined) return await this.#forget(wished);
    await this.#store(commanded ?? (await inboundOf(event, around)));
  }

  async #forget({ inbound, tell }: Wished): Promise<void> {
    await this.#store(inbound);
    tell();
  }

  /** A mention comes twice within a moment, as a mention and as a message; what is older the inbox knows. */
  async #store(inbound: Inbound | undefined): Promise<void> {
    if (inbound === undefined) return;
    const storing = this.#storing.get(inbound.id) ?? this.#storeOnce(inbound);
    this.#storing.set(inbound.id, storing);
    await storing;
  }

  async #storeOnce(inbound: Inbound): Promise<void> {
    const asks = inbound.type === "said" || (inbound.type === "pressed" && inbound.action.type === "again");
    if (asks) this.#parts.askers.remember(inbound);
    try {
      await this.#parts.onInbound(inbound);
    } catch (error) {
      this.#storing.delete(inbound.id);
      // Slack is told that it arrived: whoever is not served is not answered either.
      if (!(error instanceof HouseRuleError)) throw error;
    }
  }

  async #interaction(interaction: Interaction): Promise<void> {
    switch (interaction.type) {
      case "block_actions":
        return await this.#store(await this.#presses.press(interaction));
      case "view_submission":
        return await this.#store(await this.#presses.submit(interaction));
      case "message_action":
        return await this.#shortcut(interaction);
      default:
        return interaction satisfies never;
    }
  }

  async #shortcut({ user, callback_id: callbackId, channel, message, trigger_id: trigger }: MessageShortcut): Promise<void> {
    const { around } = this.#parts;
    const place = placeOf(channel.id, message.ts, message.thread_ts);
    const author = await around.author(user.id);
    const id = `slack:shortcut:${trigger}`;
    if (callbackId === "forget") return await this.#forget(await this.#forgetting.pressed(message, place, id, author));
    const [words, attachments] = await Promise.all([wordsOf(message, around), attachmentsOf(message, around)]);
    const asked = parseShortcut(callbackId, words, attachments.length > 0);
    if (asked !== undefined) await this.#store(saidAt(place, message.ts, id, author, { ...asked, attachments }));
  }

  /** What it asks is posted first, because others must see what is answered; what it gives back only the asker sees. */
  async #command(given: SlashCommand): Promise<unknown> {
    const { text, user_id: userId, channel_id: channelId, trigger_id: trigger } = given;
    const { around, house } = this.#parts;
    const commanded = await house.commandedBySlash(given);
    if (commanded !== null) return await house.acknowledge(commanded.id, () => this.#store(commanded));
    const [author, words] = await Promise.all([around.author(userId), wordsOf({ text }, around)]);
    const command = parseCommand(words);
    const { slack, privacy } = sentencesIn(around.languageAt(channelId));
    const id = `slack:command:${trigger}`;
    if (command.type === "help") return house.help(channelId);
    if (command.type === "forget") {
      if (command.scope === "conversation" && !isDirect(channelId)) return house.help(channelId);
      const base = inboundBase({ channelId }, trigger, id, author);
      const stored = this.#store({ ...base, type: "pressed", action: { type: "forget", scope: command.scope } });
      if (await settledWithin(stored, LATEST_ANSWER_MS)) await stored;
      return slashAnswerOf(privacy.forgot[command.scope], false);
    }
    const ts = await this.#postQuestion(channelId, `*${escapeMarkup(author.name)}*: ${escapeMarkup(command.asked.text)}`);
    if (ts === undefined) return slack.cannotWrite;
    return void (await this.#store(saidAt(placeOf(channelId, ts, undefined), ts, id, author, command.asked)));
  }

  async #postQuestion(channel: string, text: string): Promise<string | undefined> {
    const metadata = { event_type: QUESTION_METADATA, event_payload: {} };
    const posted = await this.#parts.calls.client.chat.postMessage({ channel, text, metadata }).catch(() => undefined);
    return posted?.ts;
  }

  async #stopped(event: StoppedEvent): Promise<void> {
    const turn = this.#parts.deliveries.runningIn(conversationIdOf("slack", event.channel, event.thread_ts));
    if (turn === undefined) return;
    const { askers, around } = this.#parts;
    const place = { channelId: event.channel, threadId: event.thread_ts };
    const mayStop = (await askers.isAsker(turn, event.user)) || (await around.isModerator(event.user, place));
    if (mayStop) await this.#store(stoppedOf(event, turn, await around.author(event.user)));
  }

  /** Slack tells which message, not what it says: only its channel knows its thread and its mark. */
  async #reaction(event: ReactionEvent): Promise<void> {
    const { calls, around } = this.#parts;
    const { channel, ts } = event.item;
    if (event.item.type !== "message" || channel === undefined || ts === undefined || event.user === around.selfId) return;
    const answer = await calls.briefly(() => calls.client.conversations.replies({ channel, ts, limit: 1, include_all_metadata: true }));
    const { data: message } = messageShape.safeParse(answer?.messages?.find((each) => each.ts === ts));
    if (message === undefined) return;
    const place = placeOf(channel, ts, message.thread_ts);
    if (!(await around.remembers(conversationOf(place)))) return;
    const shown = await shownIn(message, place, around, calls);
    if (shown !== undefined) await this.#store(reactedOf(event, place, shown, await around.author(event.user)));
  }
}
