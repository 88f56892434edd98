/** Slack's events become Inbounds: who, where, what, which files; nothing is fetched yet. */

import type { Attachment, Inbound, Source, Wish } from "../../src/turn/inbound.ts";
import { askedTurnOf } from "../../src/turn/inbound.ts";
import type { Language } from "../../src/language/language.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { type Author, type ConversationId, conversationIdOf, type TurnId } from "../../src/turn/turn.ts";
import type { MessageEvent, ReactionEvent, SlackFile, SlackMessage, StoppedEvent } from "./events.ts";
import { ANSWER_METADATA } from "./marks.ts";
import { mentionedIn, readMarkup } from "./markup.ts";

/** What parsing must ask about the world. */
export interface Surroundings {
  readonly selfId: string;
  author(userId: string): Promise<Author>;
  /** Whether the workspace, or Quartet's own settings, let this person moderate there. */
  isModerator(userId: string, place: Place): Promise<boolean>;
  /** In which language Quartet speaks there. */
  languageAt(channelId: string): Language;
  /** What the help there ends with. */
  helpNotes(channelId: string): readonly string[];
  /** Whether Quartet has spoken or been spoken to there. */
  remembers(conversationId: ConversationId): Promise<boolean>;
  /** Files of other workspaces are asked about; a file that nothing is known of keeps its id as its name. */
  describe(file: SlackFile): Promise<SlackFile>;
}

/** Where something was said: a direct message is one conversation, each thread is one, and what is said in a channel begins a thread. */
export interface Place {
  readonly channelId: string;
  readonly threadId?: string;
}

export function placeOf(channelId: string, ts: string, threadTs: string | undefined): Place {
  const threadId = threadTs ?? (isDirect(channelId) ? undefined : ts);
  return { channelId, ...(threadId === undefined ? {} : { threadId }) };
}

export function conversationOf({ channelId, threadId }: Place): ConversationId {
  return conversationIdOf("slack", channelId, threadId);
}

/** The same for the mention and the message that tell of one and the same words. */
export function saidIdOf(channelId: string, ts: string): string {
  return `slack:${channelId}:${ts}`;
}

export function inboundBase(place: Place, messageId: string, id: string, author: Author) {
  const source: Source = { platform: "slack", ...place, messageId };
  return { id, source, conversationId: conversationOf(place), author, receivedAt: Date.now() };
}

/** Undefined where the event is none of Quartet's business. */
export async function inboundOf(event: MessageEvent, around: Surroundings): Promise<Inbound | undefined> {
  if (event.type === "message" && event.subtype === "message_changed" && event.message)
    return await editedOf(event.channel, event.message, event.previous_message, around);
  if (event.type === "message" && event.subtype === "message_deleted" && event.previous_message)
    return await deletedOf(event.channel, event.previous_message, around);
  return (await isSaidTo(event, around)) ? await saidOf(event, event.channel, around) : undefined;
}

/** Whether a person says something to Quartet by it. */
export async function isSaidTo(event: MessageEvent, around: Surroundings): Promise<boolean> {
  if (event.user === undefined || isByApp(event, around)) return false;
  return event.type === "app_mention" || (SAID_SUBTYPES.includes(event.subtype) && (await isForQuartet(event, event.channel, around)));
}

const SAID_SUBTYPES: readonly (string | undefined)[] = [undefined, "file_share", "thread_broadcast", "me_message"];

export const isDirect = (channelId: string) => channelId.startsWith("D");

/** Direct messages and mentions are; in a thread that Quartet takes part in also words that call nobody else. */
async function isForQuartet(
  { ts, text, thread_ts: threadTs, parent_user_id: rootId }: SlackMessage,
  channelId: string,
  around: Surroundings,
): Promise<boolean> {
  const mentioned = mentionedIn(text ?? "");
  if (isDirect(channelId) || mentioned.includes(around.selfId)) return true;
  if (threadTs === undefined || mentioned.length > 0) return false;
  return rootId === around.selfId || (await around.remembers(conversationOf(placeOf(channelId, ts, threadTs))));
}

async function saidOf(message: SlackMessage, channelId: string, around: Surroundings): Promise<Inbound | undefined> {
  if (message.user === undefined) return undefined;
  const [author, text, attachments] = await Promise.all([around.author(message.user), wordsOf(message, around), attachmentsOf(message, around)]);
  const inbound = saidAt(placeOf(channelId, message.ts, message.thread_ts), message.ts, saidIdOf(channelId, message.ts), author, {
    text,
    attachments,
  });
  return { ...inbound, receivedAt: Math.floor(Number(message.ts) * 1000) };
}

export interface Words {
  readonly text: string;
  readonly attachments?: readonly Attachment[];
  readonly wish?: Wish;
}

export function saidAt(place: Place, messageId: string, id: string, author: Author, { text, attachments = [], wish }: Words): Inbound {
  return { ...inboundBase(place, messageId, id, author), type: "said", text, attachments, ...(wish === undefined ? {} : { wish }) };
}

/** An app's own words, this one's included, are never answered. */
function isByApp({ bot_id: botId, user, subtype }: SlackMessage, { selfId }: Surroundings): boolean {
  return Boolean(botId) || user === selfId || user === "USLACKBOT" || subtype === "bot_message";
}

/** What it says, and what the messages say that it shares. */
export async function wordsOf(message: Pick<SlackMessage, "text" | "attachments">, around: Surroundings): Promise<string> {
  const shared = sharedIn(message).map(({ author_name: name, text }) => (text ? `${name ?? "somebody"}: ${text}` : ""));
  const marked = [message.text ?? "", ...shared].filter((text) => text !== "").join("\n");
  return (await readerOf(marked, around))(marked);
}

/** Reads any stretch of that text as a person reads it. */
export async function readerOf(marked: string, around: Surroundings): Promise<(stretch: string) => string> {
  const ids = mentionedIn(marked).filter((id) => id !== around.selfId);
  const names = new Map(await Promise.all(ids.map(async (id) => [id, (await around.author(id)).name] as const)));
  return (stretch) => readMarkup(stretch, around.selfId, (id) => names.get(id) ?? id);
}

export async function attachmentsOf(message: SlackMessage, around: Surroundings): Promise<readonly Attachment[]> {
  const files = [...(message.files ?? []), ...sharedIn(message).flatMap((shared) => shared.files ?? [])];
  const described = await Promise.all(files.map((file) => (file.mimetype == null ? around.describe(file) : file)));
  return described.map(({ id, name, mimetype, size }) => ({
    fetchKey: id,
    name: name ?? `file ${id}`,
    declaredMediaType: mimetype ?? "application/octet-stream",
    sizeBytes: size ?? 0,
  }));
}

function sharedIn({ attachments }: Pick<SlackMessage, "attachments">) {
  return (attachments ?? []).filter((attachment) => attachment.is_share);
}

/** Slack calls an unfurled link a change too: only other words are one. */
async function editedOf(
  channelId: string,
  message: SlackMessage,
  previous: SlackMessage | undefined,
  around: Surroundings,
): Promise<Inbound | undefined> {
  if (message.subtype === "tombstone") return await deletedOf(channelId, { ...previous, ...message }, around);
  if (message.user === undefined || isByApp(message, around) || message.edited == null || message.text === previous?.text) return undefined;
  const id = saidIdOf(channelId, message.ts);
  const place = placeOf(channelId, message.ts, message.thread_ts);
  if (!(await around.remembers(conversationOf(place)))) return undefined;
  const base = inboundBase(place, message.ts, `${id}:edited:${message.edited.ts}`, await around.author(message.user));
  return { ...base, type: "edited", turnId: askedTurnOf({ id }), text: await wordsOf(message, around) };
}

async function deletedOf(channelId: string, message: SlackMessage, around: Surroundings): Promise<Inbound | undefined> {
  const turnId = turnOf(channelId, message, around);
  if (message.user === undefined || turnId === undefined) return undefined;
  const place = placeOf(channelId, message.ts, message.thread_ts);
  if (!(await around.remembers(conversationOf(place)))) return undefined;
  const base = inboundBase(place, message.ts, `${saidIdOf(channelId, message.ts)}:deleted`, await around.author(message.user));
  return { ...base, type: "deleted", turnId };
}

/** A person's message is a turn by itself; one of Quartet's carries its turn with it. */
export function turnOf(channelId: string, message: SlackMessage, around: Pick<Surroundings, "selfId">): TurnId | undefined {
  if (message.user !== around.selfId) return message.bot_id ? undefined : askedTurnOf({ id: saidIdOf(channelId, message.ts) });
  const { event_type: type, event_payload: payload } = message.metadata ?? {};
  return type === ANSWER_METADATA && payload?.part === "text-0" && typeof payload.answer === "string" ? (payload.answer as TurnId) : undefined;
}

/** What a message shows: a turn, or one piece of it. */
export interface Shown {
  readonly turnId: TurnId;
  readonly piece?: PieceNumber;
}

export function reactedOf(event: ReactionEvent, place: Place, shown: Shown, author: Author): Inbound {
  const { reaction: emoji, item, event_ts: at, type } = event;
  const base = inboundBase(place, item.ts ?? at, `slack:${place.channelId}:${at}:${event.user}:${type}:${emoji}`, author);
  return { ...base, type: "reacted", ...shown, emoji, added: type === "reaction_added" };
}

/** The app was removed from its workspace. */
export function leftOf(teamId: string): Inbound {
  return { ...inboundBase({ channelId: teamId }, teamId, `slack:${teamId}:left:${Date.now()}`, { id: teamId, name: teamId }), type: "left" };
}

/** Slack's own stop button: the running answer of that thread. */
export function stoppedOf(event: StoppedEvent, turnId: TurnId, author: Author): Inbound {
  const place: Place = { channelId: event.channel, threadId: event.thread_ts };
  return {
    ...inboundBase(place, event.thread_ts, `slack:${event.channel}:${event.event_ts}:stopped`, author),
    type: "pressed",
    action: { type: "cancel", turnId },
  };
}
