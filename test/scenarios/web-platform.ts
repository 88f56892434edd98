/** The page for the scenarios: people in browsers, as its server sees them. */

import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { join } from "node:path";
import { createWebAdapter, type WebAdapter } from "../../adapters/web/adapter.ts";
import type { ShownPart, ShownTurn } from "../../adapters/web/page/turns.ts";
import type { WireUpload } from "../../adapters/web/wire.ts";
import { requestFor } from "../../src/conversation/request.ts";
import { createLogger } from "../../src/logger.ts";
import type { ForgetScope } from "../../src/turn/inbound.ts";
import type { MediaModality } from "../../src/turn/modality.ts";
import { type ConversationId, conversationIdOf } from "../../src/turn/turn.ts";
import { WebClient } from "../adapters/web/web-client.ts";
import type { SentFile } from "../contract/adapter.contract.ts";
import type { ButtonName, Message, Place, SayOptions, ScenarioPlatform, Seen } from "./platform.ts";

export async function webPlatform(): Promise<ScenarioPlatform> {
  const world = new EventEmitter<{ change: [] }>().setMaxListeners(0);
  const places: WebPlace[] = [];
  const browsers = new Map<string, Map<string, string>>();
  let adapter: WebAdapter | undefined;
  return {
    cannot: {
      edit: "on the page what was said stays as it was",
      delete: "on the page one forgets all of one's words or none",
      bots: "no apps come to the page",
      moderate: "whoever has the page's address may stop an answer there",
      introduce: "whoever opens the page came to a machine",
      small: "on the page files of every size are shown",
      reply: "on the page one uses a piece instead",
    },
    makeAdapter: ({ conversations, core }, { web, dataFolder, media }) => {
      adapter = createWebAdapter({
        web,
        uploadsFolder: join(dataFolder, "uploads"),
        maxAttachmentBytes: media.maxAttachmentBytes,
        history: conversations,
        requestFor: (conversationId, piece) => requestFor(conversations, conversationId, piece),
        pack: () => core.pack,
        logger: createLogger({ level: "silent", format: "json" }),
      });
      return adapter;
    },
    open: () => {
      const place = new WebPlace(
        () => adapter?.url ?? "",
        () => world.emit("change"),
        browsers,
      );
      places.push(place);
      return place;
    },
    nextChange: () => once(world, "change"),
    close: async () => {
      for (const place of places) place.leave();
    },
  };
}

class WebPlace implements Place {
  readonly #url: () => string;
  readonly #changed: () => void;
  readonly #browsers: Map<string, Map<string, string>>;
  readonly #channel = randomUUID();
  readonly #clients = new Map<string, WebClient>();
  readonly #told: string[] = [];
  readonly #whispers: string[] = [];
  #turns: readonly ShownTurn[] = [];
  #following: Promise<void> | undefined;
  #isOpen = true;
  #using: readonly number[] = [];
  #editing: { readonly piece: number; readonly prompt: string } | undefined;

  /** `browsers`: everybody's cookies, by name, for all places. */
  constructor(url: () => string, changed: () => void, browsers: Map<string, Map<string, string>>) {
    this.#url = url;
    this.#changed = changed;
    this.#browsers = browsers;
  }

  get conversationId(): ConversationId {
    return conversationIdOf("web", this.#channel);
  }

  async say(name: string, text: string, { files = [], twice = false }: SayOptions = {}): Promise<Message> {
    const client = await this.#client(name);
    const uploads = (await Promise.all(files.map((file) => this.#upload(client, file)))).flat();
    const id = randomUUID();
    const isEmpty = text === "" && uploads.length === 0;
    for (const _time of isEmpty ? [] : twice ? [1, 2] : [1]) await client.say(text, uploads, this.#using, id);
    this.#using = [];
    return { edit: cannot, delete: cannot };
  }

  async seen(): Promise<Seen> {
    await this.#follow();
    const answers = this.#turns.filter(({ role }) => role === "bot");
    const parts = answers.flatMap((turn) => turn.parts);
    return {
      words: answers.map((turn) => turn.parts.map((part) => (part.type === "text" ? part.text : "")).join("")),
      files: parts.flatMap((part) =>
        part.type === "medium" ? [{ name: `piece.${ENDINGS[part.modality]}`, altText: part.caption, bytes: new Uint8Array() }] : [],
      ),
      notices: [...this.#told, ...parts.flatMap(toldOf)],
      introductions: 0,
      whispers: this.#whispers,
      buttons: answers.flatMap(buttonsOf),
      isBusy: answers.some(({ state }) => state === "waiting" || state === "answering"),
    };
  }

  async press(name: string, button: ButtonName): Promise<void> {
    const client = await this.#client(name);
    const turn = this.#turns.findLast((each) => each.role === "bot" && buttonsOf(each).includes(button));
    if (turn === undefined) throw new Error(`there is no button "${button}"`);
    const job = turn.parts.findLast((part) => part.type === "job");
    const medium = turn.parts.findLast((part) => part.type === "medium");
    if (button === "Again") await client.act({ type: "again", turnId: turn.id });
    else if (button === "Cancel" && job) await client.act({ type: "cancel", turnId: turn.id, piece: job.piece });
    else if (button === "Use" && medium) this.#using = [medium.piece];
    else if (medium) await this.#pressBeneath(client, button, turn);
  }

  async #pressBeneath(client: WebClient, button: ButtonName, turn: ShownTurn): Promise<void> {
    const medium = turn.parts.findLast((part) => part.type === "medium" && buttonsBeneath(part.modality).includes(button));
    if (medium?.type !== "medium") return;
    const { piece, lineage } = medium;
    if (button === "Vary") await client.act({ type: "vary", turnId: turn.id, piece });
    else if (button === "Animate" || button === "Sound") await client.act({ type: button === "Animate" ? "animate" : "sound", piece });
    else if (button === "Edit prompt") this.#editing = { piece, prompt: lineage.type === "made" ? lineage.prompt : "" };
  }

  async fill(name: string, words: string): Promise<string> {
    const editing = this.#editing;
    this.#editing = undefined;
    if (editing === undefined) await this.say(name, words);
    else await (await this.#client(name)).act({ type: "edit", piece: editing.piece, text: words });
    return editing?.prompt ?? "";
  }

  async forget(name: string, scope: ForgetScope): Promise<void> {
    await (await this.#client(name)).act({ type: "forget", scope });
  }

  async command(name: string, typed: string): Promise<void> {
    const { text } = await (await this.#client(name)).say(`/${typed}`);
    this.#whispers.push((JSON.parse(text) as { readonly text: string }).text);
    this.#changed();
  }

  botSays = cannot;

  leave(): void {
    this.#isOpen = false;
  }

  async #client(name: string): Promise<WebClient> {
    await this.#follow();
    const known = this.#clients.get(name);
    if (known !== undefined) return known;
    const cookies = this.#browsers.get(name) ?? new Map<string, string>();
    const client = new WebClient(this.#url, this.#channel, cookies);
    if (!this.#browsers.has(name)) await client.post("/api/person", { name });
    this.#browsers.set(name, cookies);
    this.#clients.set(name, client);
    return client;
  }

  /** What is refused the page shows beside the file's name. */
  async #upload(client: WebClient, { name, mediaType, bytes }: SentFile): Promise<WireUpload[]> {
    const { status, text } = await client.ask("/api/uploads", { method: "POST", body: bytes });
    const answer = JSON.parse(text) as { readonly key?: string; readonly told?: string };
    if (status < 300 && answer.key !== undefined) return [{ key: answer.key, name, mediaType }];
    this.#told.push(`${name}: ${answer.told}`);
    return [];
  }

  /** Resolves once the turns are there; again after a restart. */
  #follow(): Promise<void> {
    this.#following ??= new Promise((resolve) => {
      const watch = (turns: readonly ShownTurn[]) => {
        this.#turns = turns;
        resolve();
        this.#changed();
        return !this.#isOpen;
      };
      void new WebClient(this.#url, this.#channel)
        .follow(watch)
        .catch(() => undefined)
        .finally(() => {
          this.#following = undefined;
          resolve();
        });
    });
    return this.#following;
  }
}

const ENDINGS = { image: "png", audio: "ogg", video: "mp4" } as const;

function toldOf(part: ShownPart): readonly string[] {
  return part.type === "notice" ? [part.text] : part.type === "dropped" ? [part.told] : [];
}

function buttonsOf({ parts, state }: ShownTurn): readonly ButtonName[] {
  const isEnded = state !== "waiting" && state !== "answering";
  return [
    ...parts.flatMap((part): ButtonName[] => (part.type === "job" ? ["Cancel"] : part.type === "medium" ? buttonsBeneath(part.modality) : [])),
    ...(isEnded ? (["Again"] as const) : []),
  ];
}

function buttonsBeneath(modality: MediaModality): ButtonName[] {
  return [
    "Use",
    "Vary",
    "Edit prompt",
    ...(modality === "video" ? [] : (["Animate"] as const)),
    ...(modality === "audio" ? [] : (["Sound"] as const)),
  ];
}

async function cannot(): Promise<never> {
  throw new Error("the page has no way to do this");
}
