/** A web adapter over a real store, answered by a script instead of a pack: what the page's own tests talk to. */

import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createWebAdapter, type WebAdapter, type WebAdapterOptions } from "../../../adapters/web/adapter.ts";
import type { Delivery, DeliveryTarget } from "../../../src/adapter.ts";
import { Conversations, type UnnumberedPart } from "../../../src/conversation/conversations.ts";
import { requestFor } from "../../../src/conversation/request.ts";
import type { Sequence } from "../../../src/conversation/entry.ts";
import type { PackSummary } from "../../../src/core/protocol.ts";
import { createLogger } from "../../../src/logger.ts";
import { sniffFile } from "../../../src/media/sniff.ts";
import { openStore, type Store } from "../../../src/store/store.ts";
import { answerTurnOf, askedTurnOf, type Inbound } from "../../../src/turn/inbound.ts";
import type { MediaModality } from "../../../src/turn/modality.ts";
import type { MediaPart, PieceNumber } from "../../../src/turn/part.ts";
import type { Turn } from "../../../src/turn/turn.ts";

export type Said = Extract<Inbound, { type: "said" }>;
export type Pressed = Extract<Inbound, { type: "pressed" }>;

export const PACK: PackSummary = {
  name: "storybook",
  version: "0.1.0",
  licence: { id: "MIT", commercial: true },
  manifestSha256: "0".repeat(64),
  notes: [],
  contextTokens: 1024,
  maxNewTokens: 200,
  mediaTokens: {},
  inputs: { image: { type: "image", maxSide: 128 } },
  outputs: ["image", "audio", "video"],
  device: "cpu",
};

/** One answer in the making; every call resolves when the page's server has taken it. */
export interface Script {
  say(text: string): Promise<void>;
  begin(piece: number, modality: MediaModality, caption: string, steps: number): Promise<void>;
  progress(piece: number, step: number, steps: number, pngBase64?: string): Promise<void>;
  show(piece: number, modality: MediaModality, caption: string, path: string, parents?: readonly number[]): Promise<void>;
  drop(piece: number, told: string): Promise<void>;
  notice(text: string): Promise<void>;
}

export interface ScriptedBot {
  readonly adapter: WebAdapter;
  readonly store: Store;
  readonly inbounds: readonly Inbound[];
  stop(): Promise<void>;
}

type Answer = (said: Said, script: Script) => Promise<void>;
type Event = Delivery extends infer Each ? (Each extends Delivery ? Omit<Each, "target"> : never) : never;

/** `onPressed` sees buttons; files that people send are taken for pictures of 64 x 64. */
export async function startScriptedBot(
  folder: string,
  answer: Answer,
  onPressed: (pressed: Pressed) => void = () => {},
  options: Partial<WebAdapterOptions> = {},
): Promise<ScriptedBot> {
  mkdirSync(folder, { recursive: true });
  const store = openStore(folder);
  const conversations = new Conversations(store);
  const adapter = createWebAdapter({
    web: { host: "127.0.0.1", port: 0 },
    uploadsFolder: join(folder, "uploads"),
    maxAttachmentBytes: 1e6,
    history: conversations,
    requestFor: (conversationId, piece) => requestFor(conversations, conversationId, piece),
    pack: () => PACK,
    logger: createLogger({ level: "warn", format: "json" }),
    ...options,
  });
  const inbounds: Inbound[] = [];
  let sequence = (await conversations.list("")).length + Date.now() * 2;
  const running: Promise<void>[] = [];
  await adapter.start(async (inbound) => {
    inbounds.push(inbound);
    sequence += 2;
    if (inbound.type === "said") running.push(play(inbound, sequence));
    else if (inbound.type === "pressed") {
      if (inbound.action.type === "forget") await conversations.forget(inbound.conversationId, sequence as Sequence);
      onPressed(inbound);
    }
  });

  const play = async (said: Said, at: number) => {
    const { conversationId, source } = said;
    const target: DeliveryTarget = { source, conversationId, askedTurn: askedTurnOf(said), answerTurn: answerTurnOf(said) };
    const tell = (event: Event) => adapter.deliver({ target, ...event });
    await conversations.said(
      at as Sequence,
      turnOf(said),
      await Promise.all(said.attachments.map((attachment) => storeSent(store, adapter, attachment))),
      said.wish ?? {},
    );
    await tell({ type: "answer-start", waiting: 0 });
    const parts: (MediaPart | { type: "text"; text: string })[] = [];
    await answer(said, scriptOf(tell, store, parts));
    const turn: Turn = {
      id: target.answerTurn,
      conversationId,
      role: "bot",
      author: { id: "quartet", name: "Quartet" },
      parts,
      replyTo: target.askedTurn,
      createdAt: Date.now(),
    };
    const nextPiece = (await conversations.memory(conversationId)).nextPiece + parts.filter((part) => part.type !== "text").length;
    await conversations.made((at + 1) as Sequence, { turn, askedBy: said.author.id, nextPiece: nextPiece as PieceNumber, captions: [] });
    await tell({ type: "answer-end", finishReason: "stop" });
  };

  return {
    adapter,
    store,
    inbounds,
    stop: async () => {
      await adapter.stop();
      await Promise.allSettled(running);
      store.close();
    },
  };
}

function scriptOf(tell: (event: Event) => Promise<void>, store: Store, parts: (MediaPart | { type: "text"; text: string })[]): Script {
  return {
    say: async (text) => {
      parts.push({ type: "text", text });
      await tell({ type: "text-delta", text });
    },
    begin: (piece, modality, caption, steps) => tell({ type: "media-start", piece: piece as PieceNumber, modality, caption, steps }),
    progress: (piece, step, steps, pngBase64) =>
      tell({ type: "media-progress", piece: piece as PieceNumber, step, steps, ...(pngBase64 ? { preview: { pngBase64 } } : {}) }),
    show: async (piece, modality, caption, path, parents = []) => {
      const mediaType = await sniffFile(path);
      const file = await store.files.put(path, mediaType);
      const lineage = { type: "made", prompt: caption, seed: 7, parents: parents as readonly PieceNumber[] } as const;
      const part: MediaPart = { type: modality, file, piece: piece as PieceNumber, caption, lineage, width: 320, height: 320, durationMs: 2000 };
      parts.push(part);
      const stored = store.files.pathOf(file.id) ?? path;
      await tell({ type: "media-end", part, file: { path: stored, name: "made", mediaType, sizeBytes: statSync(path).size, altText: caption } });
    },
    drop: (piece, told) => tell({ type: "media-drop", piece: piece as PieceNumber, reason: "cancelled", told }),
    notice: (text) => tell({ type: "notice", text }),
  };
}

function turnOf(said: Said): Turn {
  const { conversationId, author, receivedAt: createdAt, text } = said;
  return { id: askedTurnOf(said), conversationId, role: "user", author, parts: text === "" ? [] : [{ type: "text", text }], createdAt };
}

async function storeSent(store: Store, adapter: WebAdapter, { fetchKey, name }: Said["attachments"][number]): Promise<UnnumberedPart> {
  const source = await adapter.openAttachment(fetchKey);
  const path = source.type === "file" ? source.path : "";
  const copy = `${path}.taken`;
  copyFileSync(path, copy);
  const file = await store.files.put(copy, await sniffFile(copy));
  return { type: "image", file, caption: "", lineage: { type: "sent", name }, width: 64, height: 64 };
}
