/** Slack for the scenarios: people in channels, threads and direct messages of the local Slack. */

import { once } from "node:events";
import { createSlackAdapter } from "../../adapters/slack/adapter.ts";
import { requestFor } from "../../src/conversation/request.ts";
import { createLogger } from "../../src/logger.ts";
import { signingKeyOf } from "../../src/store/signing-key.ts";
import type { ForgetScope } from "../../src/turn/inbound.ts";
import { createSigner } from "../../src/turn/sign.ts";
import { type ConversationId, conversationIdOf } from "../../src/turn/turn.ts";
import { partOf, QUICK } from "../adapters/slack/slack-under-test.ts";
import { FakeSlack } from "../fakes/slack/fake-slack.ts";
import { buttonsOf, type Person } from "../fakes/slack/person.ts";
import type { FakeChannel, FakeMessage } from "../fakes/slack/world.ts";
import {
  isIntroduction,
  BUTTONS,
  type ButtonName,
  type Message,
  type Place,
  type PlaceKind,
  type SayOptions,
  type ScenarioPlatform,
  type Seen,
} from "./platform.ts";

const VERBS: Readonly<Record<ButtonName, string>> = {
  Cancel: "cancel",
  Again: "again",
  Vary: "vary",
  "Edit prompt": "edit",
  Use: "use",
  Animate: "animate",
  Sound: "sound",
};

export async function slackPlatform(): Promise<ScenarioPlatform> {
  const slack = await new FakeSlack({ ackTimeoutMs: 30_000, postBurst: 100 }).start();
  const people = new Map<string, Person>();
  const person = (name: string) => {
    const known = people.get(name) ?? slack.addPerson(name);
    people.set(name, known);
    return known;
  };
  return {
    cannot: { reply: "Slack has threads instead of replies" },
    makeAdapter: ({ store, conversations }) =>
      createSlackAdapter({
        slack: { botToken: slack.botToken, apiUrl: slack.apiUrl, mode: { type: "socket", appToken: slack.appToken } },
        remembers: async (conversationId) => (await conversations.turns(conversationId)).length > 0,
        requestFor: (conversationId, piece) => requestFor(conversations, conversationId, piece),
        signer: createSigner(signingKeyOf(store)),
        logger: createLogger({ level: "silent", format: "json" }),
        pace: QUICK,
      }),
    open: (kind) => new SlackPlace(slack, kind, person),
    nextChange: () => once(slack.world, "change"),
    close: () => slack.stop(),
  };
}

class SlackPlace implements Place {
  readonly #slack: FakeSlack;
  readonly #person: (name: string) => Person;
  readonly #channel: FakeChannel;
  readonly #isDirect: boolean;
  #thread: string | undefined;

  constructor(slack: FakeSlack, kind: PlaceKind, person: (name: string) => Person) {
    this.#slack = slack;
    this.#person = person;
    this.#isDirect = kind === "direct";
    const [ana, ben] = [person("Ana"), person("Ben")];
    this.#channel = this.#isDirect ? ana.dm : slack.addChannel("general", [ana, ben]);
    const old = { ts: slack.world.newTs(), channel: this.#channel.id, user: ben.user.id, text: "hello all", blocks: [], files: [] };
    if (kind === "thread") this.#thread = slack.world.put(old).ts;
  }

  get conversationId(): ConversationId {
    return conversationIdOf("slack", this.#channel.id, this.#thread);
  }

  async say(name: string, text: string, { files = [], twice = false }: SayOptions = {}): Promise<Message> {
    const person = this.#person(name);
    const thread = this.#thread === undefined ? {} : { thread: this.#thread };
    const message = await person.say(this.#channel, text, files, { mention: !this.#isDirect, ...thread });
    if (!this.#isDirect) this.#thread ??= message.ts;
    if (twice) await this.#slack.repeat(this.#slack.events.at(-1) ?? {});
    return {
      edit: (words) => person.edit(message, this.#isDirect ? words : `<@${this.#slack.world.bot.id}> ${words}`, { marked: true }),
      delete: () => person.delete(message),
    };
  }

  async seen(): Promise<Seen> {
    const all = [...this.#channel.messages.values()];
    const own = all.filter(({ user, onlyFor }) => user === this.#slack.world.bot.id && onlyFor === undefined);
    const isTold = (message: FakeMessage) => partOf(message)?.startsWith("notice-") || message.metadata?.event_payload.state === "dropped";
    const isWords = (message: FakeMessage) => partOf(message)?.startsWith("text-") || message.streaming !== undefined;
    const buttons = own.flatMap(buttonsOf).flatMap(({ action_id: id }) => BUTTONS.find((button) => VERBS[button] === id) ?? []);
    const isWaiting = own.some((message) => partOf(message) === "sign" || message.streaming === "in_progress");
    return {
      words: own.filter(isWords).map(({ text }) => text),
      files: own.flatMap(({ files }) => files),
      notices: own.filter(isTold).flatMap(({ text }) => (isIntroduction(text) ? [] : text)),
      introductions: own.filter(({ text }) => isIntroduction(text)).length,
      whispers: all.flatMap(({ text, onlyFor }) => (onlyFor === undefined ? [] : [text])),
      buttons,
      isBusy: isWaiting || buttons.includes("Cancel") || this.#channel.statuses.size > 0,
    };
  }

  async press(name: string, button: ButtonName, { moderates = false } = {}): Promise<void> {
    const person = this.#person(name);
    person.user.isAdmin = moderates;
    await person.press(VERBS[button], this.#channel);
  }

  async fill(name: string, words: string): Promise<string> {
    const { view } = this.#slack.world.views.at(-1) ?? {};
    await this.#person(name).submit({ words });
    return /"initial_value":"([^"]*)"/.exec(JSON.stringify(view))?.[1] ?? "";
  }

  /** In threads Slack has no slash commands. */
  async forget(name: string, scope: ForgetScope): Promise<void> {
    const person = this.#person(name);
    const newest = [...this.#channel.messages.values()].filter(({ user }) => user === person.user.id).at(-1);
    if (this.#isDirect) await person.command("/quartet", scope === "me" ? "forget me" : "forget", this.#channel);
    else if (scope === "conversation" && newest) await person.shortcut("forget", newest);
    else await this.say(name, "/forget me");
  }

  async command(name: string, typed: string): Promise<void> {
    await this.say(name, `/${typed}`);
  }

  async botSays(text: string): Promise<void> {
    const thread = this.#thread === undefined ? {} : { thread_ts: this.#thread };
    const { id } = this.#slack.world.addUser("Robot", true);
    const ts = this.#slack.world.newTs();
    const message = {
      channel: this.#channel.id,
      user: id,
      bot_id: "B0ROBOT",
      text: `<@${this.#slack.world.bot.id}> ${text}`,
      ts,
      event_ts: ts,
      ...thread,
    };
    await this.#slack.emit({ ...message, type: "app_mention" });
    await this.#slack.emit({ ...message, type: "message", channel_type: this.#channel.type });
  }
}
