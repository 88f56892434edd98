/** What a browser does in a conversation: follow it, say something, press something. */

import type { Context, Hono } from "hono";
import { readForget } from "../../src/commands/read-typed.ts";
import { sentencesIn } from "../../src/language/language.ts";
import { type Attachment, askedTurnOf, type Inbound } from "../../src/turn/inbound.ts";
import { type Author, type ConversationId, conversationIdOf } from "../../src/turn/turn.ts";
import type { Conversations } from "./conversations.ts";
import { streamEvents } from "./event-stream.ts";
import { readPerson } from "./identity.ts";
import { actionBody, CHANNEL_ID, messageBody, type Place, pressedOf, saidOf } from "./parse.ts";
import { inboundOfAction, type RequestFor } from "./presses.ts";
import { refuse } from "./refuse.ts";
import type { Uploads } from "./uploads.ts";
import type { WireConversation, WireMessageBody, WireReply, WireSaid } from "./wire.ts";
import { channelOf } from "./wire-turn.ts";

export function addConversationRoutes(app: Hono, conversations: Conversations, uploads: Uploads, requestFor: RequestFor): void {
  app.get("/api/conversations", async (context) => {
    const person = readPerson(context);
    const list = person === undefined ? [] : await conversations.history.list(person.id);
    const shown: WireConversation[] = list.map(({ conversationId, title, updatedAt }) => ({ id: channelOf(conversationId), title, updatedAt }));
    return context.json(shown, 200, { "cache-control": "no-store" });
  });
  app.use("/api/conversations/:channel/*", async (context, next) =>
    CHANNEL_ID.test(context.req.param("channel")) ? next() : refuse(context, 404, "not-found", "noConversation"),
  );
  app.get("/api/conversations/:channel/events", (context) => {
    const conversationId = conversationOf(context);
    return streamEvents(context, {
      log: conversations.logOf(conversationId),
      history: conversations.history,
      conversationId,
      stopped: conversations.stopped,
    });
  });
  app.post("/api/conversations/:channel/messages", (context) => takeMessage(context, conversations, uploads));
  app.post("/api/conversations/:channel/actions", (context) => takeAction(context, conversations, requestFor));
}

async function takeMessage(context: Context, conversations: Conversations, uploads: Uploads): Promise<Response> {
  const author = readPerson(context);
  if (author === undefined) return askName(context);
  const body = messageBody.safeParse(await context.req.json().catch(() => undefined));
  if (!body.success) return refuse(context, 400, "invalid", "unreadable");
  const message = body.data;
  if (message.text.trim() === "" && message.attachments.length === 0 && message.pieces.length === 0) return refuse(context, 400, "invalid", "empty");
  const attachments = await findAttachments(message, uploads);
  if (attachments === undefined) return refuse(context, 400, "invalid", "fileGone");
  const place = placeOf(context, author);
  const reply =
    (await forgetTyped(place, message, conversations)) ?? (await conversations.house?.answer(place, message.id, message.text, attachments));
  if (reply !== undefined) return context.json(reply satisfies WireReply, 200);
  const said = saidOf(place, message, attachments);
  await conversations.tell(said, shownOf(said, message.id, message.attachments, message.pieces));
  return context.json({ messageId: message.id }, 202);
}

/** "/forget" and "/forget me", as on every platform. */
async function forgetTyped(place: Place, { id, text }: WireMessageBody, conversations: Conversations): Promise<WireReply | undefined> {
  const [, words] = /^\s*\/(.*)$/s.exec(text) ?? [];
  const scope = words === undefined ? undefined : readForget(words);
  if (scope === undefined) return undefined;
  await conversations.tell(pressedOf(place, id, { type: "forget", scope }));
  const { privacy } = conversations.house?.sentencesAt(place) ?? sentencesIn();
  return { text: privacy.forgot[scope], files: [] };
}

async function takeAction(context: Context, conversations: Conversations, requestFor: RequestFor): Promise<Response> {
  const author = readPerson(context);
  if (author === undefined) return askName(context);
  const body = actionBody.safeParse(await context.req.json().catch(() => undefined));
  if (!body.success) return refuse(context, 400, "invalid", "unknownButton");
  const inbound = await inboundOfAction(placeOf(context, author), body.data, requestFor);
  if (inbound === undefined) return refuse(context, 404, "not-found", "notRemembered");
  await conversations.tell(inbound, inbound.type === "said" ? shownOf(inbound, inbound.source.messageId, [], inbound.wish?.pieces) : undefined);
  return context.body(null, 202);
}

/** Sizes are read from the disk, not believed; undefined where an upload is gone. */
async function findAttachments(message: WireMessageBody, uploads: Uploads): Promise<Attachment[] | undefined> {
  const found = await Promise.all(
    message.attachments.map(async ({ key, name, mediaType }) => {
      const sizeBytes = await uploads.sizeOf(key);
      return sizeBytes === undefined ? [] : [{ fetchKey: key, name, declaredMediaType: mediaType, sizeBytes }];
    }),
  );
  return found.some((list) => list.length === 0) ? undefined : found.flat();
}

type Said = Extract<Inbound, { type: "said" }>;

function shownOf(said: Said, messageId: string, uploads: WireMessageBody["attachments"], pieces: readonly number[] = []): WireSaid {
  const attachments = uploads.map(({ name, mediaType }) => ({ name, mediaType }));
  const { author, text, receivedAt: createdAt } = said;
  return { type: "said", turnId: askedTurnOf(said), messageId, author, text, attachments, pieces, createdAt };
}

function askName(context: Context): Response {
  return refuse(context, 401, "name", "nameFirst");
}

function placeOf(context: Context, author: Author) {
  return { channelId: context.req.param("channel") ?? "", author, receivedAt: Date.now() };
}

function conversationOf(context: Context): ConversationId {
  return conversationIdOf("web", context.req.param("channel") ?? "");
}
