/** Everything that is stored about one person on a platform, as it is handed out to them. */

import type { Conversations } from "../conversation/conversations.ts";
import { mediaOf } from "../conversation/memory.ts";
import type { House } from "../house/house.ts";
import type { Inbox } from "../jobs/inbox.ts";
import type { FileStore } from "../store/file-store.ts";
import type { Studios } from "../studio/studios.ts";
import type { Part, StoredFile } from "../turn/part.ts";
import type { Turn } from "../turn/turn.ts";
import type { Person } from "./person.ts";

export interface KeptParts {
  readonly conversations: Conversations;
  readonly inbox: Pick<Inbox, "unfinished">;
  readonly house: Pick<House, "usage" | "audit" | "blocks">;
  readonly studios: Pick<Studios, "eventsOf">;
}

/** Times are in ISO 8601. */
export async function keptAbout({ conversations, inbox, house, studios }: KeptParts, { platform, id }: Person) {
  const spoken = await conversations.turnsOf(platform, id);
  return {
    conversations: spoken.map(({ conversationId, title, turns }) => ({ conversationId, title, turns: turns.map(shownTurn) })),
    waiting: inbox.unfinished(platform).flatMap(({ inbound }) => {
      if (inbound.author.id !== id) return [];
      const { type, conversationId, receivedAt } = inbound;
      const said = inbound.type === "said" ? { text: inbound.text, attachments: inbound.attachments.map(({ name }) => name) } : {};
      return [{ type, conversationId, at: timeOf(receivedAt), ...said }];
    }),
    studios: studios.eventsOf(platform, id).map(({ by: _person, ...event }) => ({ ...event, at: timeOf(event.at) })),
    limits: house.usage.show(platform, id).map((use) => ({ ...use, at: timeOf(use.at) })),
    auditLog: house.audit.show(platform, id).map(({ personId: _person, ...row }) => ({ ...row, at: timeOf(row.at) })),
    blockedIn: house.blocks.show(platform, id),
    files: filesOf(spoken.flatMap(({ turns }) => turns)),
  };
}

export type Kept = Awaited<ReturnType<typeof keptAbout>>;

/** Whether the bytes of a file are still here. */
export function isHere(files: Pick<FileStore, "find">, { id }: StoredFile): boolean {
  return files.find(id)?.state === "here";
}

function shownTurn({ id, role, author, parts, replyTo, createdAt }: Turn) {
  return { id, role, name: author.name, at: timeOf(createdAt), ...(replyTo === undefined ? {} : { replyTo }), parts: parts.map(shownPart) };
}

/** The file's bytes are told once, beside the conversations. */
function shownPart(part: Part) {
  return part.type === "text" ? part : { ...part, file: part.file.id };
}

/** Each once, the newest first. */
function filesOf(turns: readonly Turn[]): readonly StoredFile[] {
  const newestFirst = turns.toSorted((one, other) => other.createdAt - one.createdAt);
  return [...new Map(newestFirst.flatMap(mediaOf).map(({ file }) => [file.id, file])).values()];
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
