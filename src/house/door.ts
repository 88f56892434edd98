/** The door before the desk: who is served, which requests are taken now, and how commands are answered there. */

import type { Adapter } from "../adapter.ts";
import { answerCommand, type Command, type CommandHandlers, type CommandReply } from "../commands/command.ts";
import type { Conversations } from "../conversation/conversations.ts";
import { findTurn } from "../conversation/memory.ts";
import type { HouseRuleError } from "../errors.ts";
import type { Inbox } from "../jobs/inbox.ts";
import { sentencesIn } from "../language/language.ts";
import { spellMoments } from "../language/moment.ts";
import type { Inbound, Source, Wish } from "../turn/inbound.ts";
import { placeOfConversation, type ConversationId } from "../turn/turn.ts";
import type { House } from "./house.ts";

/** @throws HouseRuleError where nothing of the event is to be stored; whoever takes words back, wants to be forgotten, or removes the app, is always heard */
export function checkServed(house: House | undefined, inbound: Inbound): void {
  const isForgetting = inbound.type === "pressed" && inbound.action.type === "forget";
  const isRequest = inbound.type === "said" || (inbound.type === "pressed" && !isForgetting) || inbound.type === "reacted";
  const fault = isRequest ? house?.leavesOut(inbound) : undefined;
  if (fault !== undefined) throw fault;
}

export interface HeardParts {
  readonly house?: House;
  readonly conversations: Pick<Conversations, "memory">;
  readonly inbox: Pick<Inbox, "isWaiting">;
}

/** False for a change of words that Quartet never heard or has forgotten: nothing of it is stored. @throws HouseRuleError as above */
export async function isHeard({ house, conversations, inbox }: HeardParts, inbound: Inbound): Promise<boolean> {
  checkServed(house, inbound);
  if (inbound.type !== "edited" && inbound.type !== "deleted") return true;
  const { conversationId, turnId } = inbound;
  return inbox.isWaiting(turnId.replace(/\/answer$/, "")) || findTurn(await conversations.memory(conversationId), turnId) !== undefined;
}

/** An answer that waits. */
interface Waiting {
  readonly person: string;
  readonly lane: string;
}

/** Why the request is not taken now; one that is taken counts. */
export function refusalOf(house: House | undefined, inbound: Inbound, waiting: readonly Waiting[], wish: Wish = {}): HouseRuleError | undefined {
  if (house === undefined) return undefined;
  const { source, author } = inbound;
  const here = waiting.filter(({ lane }) => isIn(lane, source));
  const counts = { ofPerson: waiting.filter(({ person }) => person === author.id).length, inChannel: here.length };
  return house.limit(inbound, inbound.id, counts, wish.modalities);
}

/** Whether a conversation is in that channel, in one of its threads too. */
export function isIn(lane: string, { platform, channelId }: Pick<Inbound["source"], "platform" | "channelId">): boolean {
  const place = placeOfConversation(lane as ConversationId);
  return place.platform === platform && place.channelId === channelId;
}

/** What is kept about a person is theirs to see, whoever shut them out. */
const OWN_RIGHTS = ["privacy", "export"];

/** `hear`: something of that place may be stored. */
export function commandDoor(
  house: House | undefined,
  commands: CommandHandlers,
  { showsMoments }: Pick<Adapter, "showsMoments">,
  hear: (source: Source) => void = () => {},
): (command: Command) => Promise<CommandReply> {
  return async (command) => {
    const language = house?.languageAt(command.source) ?? "en";
    const sentences = sentencesIn(language);
    if (!OWN_RIGHTS.includes(command.name) && house?.isServed(command) === false) return { text: sentences.faults.notServed };
    hear(command.source);
    const reply = await answerCommand(commands, command, sentences);
    return showsMoments ? reply : { ...reply, text: spellMoments(reply.text, language) };
  };
}
