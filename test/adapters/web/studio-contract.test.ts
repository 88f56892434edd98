/** A group session on the page as its members see it, through the page's server. */

import { EventEmitter, once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createWebAdapter, type WebAdapter } from "../../../adapters/web/adapter.ts";
import type { WireMessage, WireReply } from "../../../adapters/web/wire.ts";
import type { Adapter } from "../../../src/adapter.ts";
import type { Quartet } from "../../../src/assemble.ts";
import { requestFor } from "../../../src/conversation/request.ts";
import { createLogger } from "../../../src/logger.ts";
import { describeStudio, type PersonName, type SharedFile, type StudioUnderTest } from "../../contract/studio.contract.ts";
import { openQuartetIn } from "../../support/running-quartet.ts";
import { freshFolder } from "../../support/fresh-folder.ts";
import { makeTalkativePack, SCRIPTED_SEED } from "../../support/talkative-pack.ts";
import { WebClient } from "./web-client.ts";

/** The page is open to others: who reaches one that is not runs it, and may close whatever others opened. */
const TOKEN = "a token of many characters";

/** The seed that makes the scripted pack answer with media. */
function seeded(adapter: Adapter): Adapter {
  return Object.assign(Object.create(adapter) as Adapter, {
    start: (onInbound: Parameters<Adapter["start"]>[0], ...rest: [Parameters<Adapter["start"]>[1], Parameters<Adapter["start"]>[2]]) =>
      adapter.start(
        (inbound) => onInbound(inbound.type === "said" ? { ...inbound, wish: { ...inbound.wish, seed: SCRIPTED_SEED } } : inbound),
        ...rest,
      ),
  });
}

class WebStudio implements StudioUnderTest {
  readonly #world = new EventEmitter<{ change: [] }>();
  readonly #clients: Readonly<Record<PersonName, WebClient>>;
  readonly #start: () => Promise<{ readonly quartet: Quartet; readonly adapter: WebAdapter }>;
  #running: Awaited<ReturnType<WebStudio["start"]>> | undefined;
  #board: string | undefined;
  #isOpen = false;
  readonly #told: string[] = [];
  readonly #exports: SharedFile[] = [];

  constructor(start: WebStudio["start"]) {
    this.#start = start;
    const client = () => new WebClient(() => this.#running?.adapter.url ?? "");
    this.#clients = { Ana: client(), Ben: client() };
  }

  get start() {
    return this.#start;
  }

  async begin(): Promise<this> {
    this.#running = await this.#start();
    for (const [name, client] of Object.entries(this.#clients)) {
      await client.post("/door", { token: TOKEN });
      await client.post("/api/person", { name });
    }
    this.#follow();
    return this;
  }

  async open(title: string): Promise<void> {
    await this.#clients.Ana.say(`/studio open ${title}`);
  }

  async say(person: PersonName, words: string): Promise<void> {
    await this.#clients[person].say(words);
  }

  /** Whoever has the page writes and drops the file there. */
  async add(person: PersonName, words: string, file?: Parameters<StudioUnderTest["add"]>[2]): Promise<void> {
    const client = this.#clients[person];
    await client.say(words, file ? [await client.upload(file.name, file.mediaType, file.bytes)] : []);
  }

  async vote(person: PersonName, piece: number, added: boolean): Promise<void> {
    await this.#clients[person].act({ type: "vote", piece, added });
  }

  async command(person: PersonName, action: string, options: Readonly<Record<string, string | number>> = {}): Promise<string> {
    const given = Object.entries(options).map(([name, value]) => `${name}:${value}`);
    const reply = JSON.parse((await this.#clients[person].say(["/studio", action, ...given].join(" "))).text) as WireReply;
    for (const { name, url } of reply.files) this.#exports.push({ name, bytes: (await this.#clients[person].ask(url)).bytes });
    this.#told.push(reply.text);
    this.#world.emit("change");
    return reply.text;
  }

  board = () => this.#board;
  told = () => this.#told;
  exports = () => this.#exports;

  /** Of an open session; the page draws them from the board. */
  buttons(): readonly string[] {
    return this.#isOpen ? ["Style", "Book", "Film", "Close"] : ["Book", "Film"];
  }

  async restart(): Promise<void> {
    await this.#running?.quartet.stop();
    this.#running = await this.#start();
    this.#follow();
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    const late = delay(120_000, undefined, { ref: false }).then(() => {
      throw new Error(`${what} did not come; the board: ${this.#board}; told: ${this.#told.join(" | ")}`);
    });
    while (!holds()) await Promise.race([once(this.#world, "change"), late]);
  }

  /** With each board that the page is sent, what it says in words. */
  #follow(): void {
    const look = async () => {
      const { text } = JSON.parse((await this.#clients.Ana.say("/studio board")).text) as WireReply;
      this.#board = text;
      this.#isOpen = !text.includes("This studio is closed");
      this.#world.emit("change");
    };
    const take = (message: WireMessage) => {
      const events = message.type === "snapshot" ? message.events : [message];
      if (events.some(({ type }) => type === "board")) void look().catch(() => undefined);
      return false;
    };
    // The stream ends with the run; the next one is followed anew.
    void this.#clients.Ana.listen(take).catch(() => undefined);
  }
}

async function onThePage(): Promise<StudioUnderTest> {
  const [folder, packFolder] = [freshFolder(), await makeTalkativePack(["image", "audio", "video"])];
  return await new WebStudio(async () => {
    const { quartet, config } = await openQuartetIn({
      folder,
      packFolder,
      settings: { WEB_PORT: "0", WEB_TOKEN: TOKEN, WEB_PUBLIC_URL: "https://quartet.example.org" },
    });
    const { conversations, core } = quartet;
    const adapter = createWebAdapter({
      web: config.web,
      uploadsFolder: join(folder, "uploads"),
      maxAttachmentBytes: 1e7,
      history: conversations,
      requestFor: (conversationId, piece) => requestFor(conversations, conversationId, piece),
      pack: () => core.pack,
      logger: createLogger({ level: "silent", format: "json" }),
    });
    await quartet.connect(seeded(adapter));
    return { quartet, adapter };
  }).begin();
}

describeStudio("The page", onThePage, /just write what comes next/);
