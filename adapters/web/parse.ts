/** What the page posts, checked, becomes an Inbound. */

import { z } from "zod";
import { askedTurnOf, type Attachment, type Inbound, type PressedAction, type Source, type Wish } from "../../src/turn/inbound.ts";
import type { PieceNumber } from "../../src/turn/part.ts";
import { type Author, conversationIdOf, type TurnId } from "../../src/turn/turn.ts";
import { MAX_ATTACHMENTS, WEB_LIMITS } from "./limits.ts";
import type { WireAction, WireMessageBody } from "./wire.ts";

/** Unguessable: whoever knows a conversation's id may take part in it. */
export const CHANNEL_ID = /^[A-Za-z0-9_-]{16,64}$/;

const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const turnId = z.string().min(1).max(300);
const piece = z.int().positive();

export const UPLOAD_KEY = /^[a-f0-9]{32}$/;

export const messageBody: z.ZodType<WireMessageBody> = z.strictObject({
  id,
  text: z.string().max(WEB_LIMITS.maxTextLength),
  attachments: z
    .array(z.strictObject({ key: z.string().regex(UPLOAD_KEY), name: z.string().min(1).max(200), mediaType: z.string().max(100) }))
    .max(MAX_ATTACHMENTS),
  pieces: z.array(piece).max(MAX_ATTACHMENTS),
});

export const actionBody: z.ZodType<WireAction> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("cancel"), turnId, piece: piece.exactOptional() }),
  z.strictObject({ type: z.literal("again"), turnId }),
  z.strictObject({ type: z.literal("vary"), turnId, piece }),
  z.strictObject({ type: z.literal("edit"), piece, text: z.string().trim().min(1).max(WEB_LIMITS.maxTextLength) }),
  z.strictObject({ type: z.enum(["animate", "sound"]), piece }),
  z.strictObject({ type: z.literal("forget"), scope: z.enum(["conversation", "me"]) }),
  z.strictObject({ type: z.literal("vote"), piece, added: z.boolean() }),
]);

export const nameBody = z.strictObject({ name: z.string().trim().min(1).max(40) });
export const tokenBody = z.strictObject({ token: z.string().max(1000) });

/** Where an event of the page happened, and who caused it. */
export interface Place {
  readonly channelId: string;
  readonly author: Author;
  readonly receivedAt: number;
}

export function saidOf(place: Place, body: WireMessageBody, attachments: readonly Attachment[]): Extract<Inbound, { type: "said" }> {
  const wish: Wish | undefined = body.pieces.length > 0 ? { pieces: body.pieces as readonly number[] as readonly PieceNumber[] } : undefined;
  return { ...eventOf(place, body.id), type: "said", text: body.text, attachments, ...(wish ? { wish } : {}) };
}

type PlainAction = Extract<WireAction, { type: "cancel" | "again" | "forget" | "vote" }>;

/** Buttons that mean what they say; presses.ts knows the others. */
export function pressedOf(place: Place, eventId: string, body: PlainAction): Inbound {
  const event = eventOf(place, eventId);
  if (body.type === "vote")
    return { ...event, type: "reacted", turnId: askedTurnOf(event), piece: body.piece as PieceNumber, emoji: "♥", added: body.added };
  return { ...event, type: "pressed", action: body as PressedAction & { turnId: TurnId } };
}

export function eventOf({ channelId, author, receivedAt }: Place, messageId: string) {
  const source: Source = { platform: "web", channelId, messageId };
  return { id: `web:${channelId}:${messageId}`, source, conversationId: conversationIdOf("web", channelId), author, receivedAt };
}
