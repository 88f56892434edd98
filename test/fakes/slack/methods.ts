/** The Web API's methods: what each one needs, checks, changes and answers. */

import type { Faults, PostRate, Tiers } from "./faults.ts";
import type { FileMethods } from "./files.ts";
import { type Messages, wireOf } from "./messages.ts";
import { checkBlocks, checkContent, type Content, MAX, Refusal } from "./rules.ts";
import type { SocketMode } from "./socket-mode.ts";
import { surfaceMethods } from "./surfaces.ts";
import { type AnyBlock, BOT_ID, type FakeMessage, type FakeUser, TEAM_ID, type World } from "./world.ts";

export type Arguments = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** Asked to wait: HTTP 429 with Retry-After. */
export class TooMany extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("ratelimited");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface Method {
  /** What the bot token must be allowed; "app" asks for the app-level token instead. */
  readonly scope: string;
  readonly run: (given: Arguments) => Answer;
}

export interface Parts {
  readonly world: World;
  readonly messages: Messages;
  readonly files: FileMethods;
  readonly socketMode: SocketMode;
  readonly rate: PostRate;
  readonly faults: Faults;
  /** Trigger ids that may still open a view, each once, and whose they are. */
  readonly triggers: Map<string, string>;
  readonly statusLifeMs: number;
  /** Absent: requests are not counted. */
  readonly tiers?: Tiers;
}

export function methodsOf(parts: Parts): Readonly<Record<string, Method>> {
  return {
    ...generalMethods(parts),
    ...chatMethods(parts),
    ...streamMethods(parts),
    ...conversationMethods(parts),
    ...surfaceMethods(parts),
    ...parts.files.methods(),
  };
}

function generalMethods({ world, socketMode }: Parts): Readonly<Record<string, Method>> {
  return {
    "auth.test": {
      scope: "",
      run: () => ({
        url: `${world.origin}/`,
        team: "Local",
        user: "quartet",
        team_id: TEAM_ID,
        user_id: world.bot.id,
        bot_id: BOT_ID,
        is_enterprise_install: false,
      }),
    },
    "apps.connections.open": { scope: "app", run: () => ({ url: socketMode.newAddress() }) },
    "users.info": {
      scope: "users:read",
      run: ({ user }) => {
        const found = world.users.get(String(user));
        if (found === undefined) throw new Refusal("user_not_found");
        return { user: userOf(found) };
      },
    },
    "users.list": {
      scope: "users:read",
      run: ({ limit, cursor }) => {
        const from = Number(cursor ?? 0);
        const until = from + Math.min(Number(limit ?? 200), 1_000);
        const all = [...world.users.values()];
        return { members: all.slice(from, until).map(userOf), response_metadata: { next_cursor: until < all.length ? String(until) : "" } };
      },
    },
  };
}

function userOf({ id, name, isBot, isAdmin }: FakeUser): Answer {
  const realName = `${name} Real`;
  const profile = { display_name: name, real_name: realName };
  return { id, team_id: TEAM_ID, name: name.toLowerCase(), real_name: realName, is_bot: isBot, is_admin: isAdmin, profile };
}

function chatMethods({ world, messages, rate }: Parts): Readonly<Record<string, Method>> {
  const paced = (channel: unknown) => {
    const wait = rate.take(String(channel));
    if (wait > 0) throw new TooMany(wait);
  };
  return {
    "chat.postMessage": {
      scope: "chat:write",
      run: (given) => {
        const channel = messages.channel(given.channel);
        checkContent(given as Content, MAX.postedText);
        paced(channel.id);
        const message = messages.post(channel, { ...(given as Content), thread_ts: threadOf(given) });
        return { channel: channel.id, ts: message.ts, message: wireOf(message) };
      },
    },
    "chat.postEphemeral": {
      scope: "chat:write",
      run: (given) => {
        const channel = messages.channel(given.channel);
        checkContent(given as Content, MAX.postedText);
        if (!channel.members.has(String(given.user))) throw new Refusal("user_not_in_channel");
        return { message_ts: messages.post(channel, { ...(given as Content), thread_ts: threadOf(given), onlyFor: String(given.user) }).ts };
      },
    },
    "chat.update": {
      scope: "chat:write",
      run: (given) => {
        const message = messages.find(given.channel, given.ts);
        messages.update(message, given as Content);
        return { channel: message.channel, ts: message.ts, text: message.text };
      },
    },
    "chat.delete": {
      scope: "chat:write",
      run: (given) => {
        messages.delete(messages.find(given.channel, given.ts));
        world.changed();
        return { channel: given.channel, ts: given.ts };
      },
    },
  };
}

function streamMethods({ world, messages, rate }: Parts): Readonly<Record<string, Method>> {
  const finish = (message: FakeMessage, blocks: readonly AnyBlock[] | undefined, metadata: Content["metadata"]) => {
    checkBlocks(blocks ?? [], MAX.blocks);
    message.streaming = "completed";
    message.blocks = blocks ?? [];
    if (metadata !== undefined) message.metadata = metadata as NonNullable<FakeMessage["metadata"]>;
    world.changed();
  };
  return {
    "chat.startStream": {
      scope: "chat:write",
      run: (given) => {
        const channel = messages.channel(given.channel);
        const threadTs = threadOf(given);
        if (threadTs === undefined) throw new Refusal("invalid_thread_ts");
        if (channel.type !== "im" && !(given.recipient_user_id && given.recipient_team_id)) throw new Refusal("missing_recipient_user_id");
        const wait = rate.take(channel.id);
        if (wait > 0) throw new TooMany(wait);
        const message = messages.post(channel, { thread_ts: threadTs, streaming: "in_progress" });
        messages.append(message, String(given.markdown_text ?? ""));
        return { channel: channel.id, ts: message.ts };
      },
    },
    "chat.appendStream": {
      scope: "chat:write",
      run: (given) => {
        messages.append(messages.find(given.channel, given.ts), String(given.markdown_text ?? ""));
        return { channel: given.channel, ts: given.ts };
      },
    },
    "chat.stopStream": {
      scope: "chat:write",
      run: (given) => {
        const message = messages.find(given.channel, given.ts);
        messages.append(message, String(given.markdown_text ?? ""));
        finish(message, given.blocks as readonly AnyBlock[] | undefined, given.metadata as Content["metadata"]);
        return { channel: message.channel, ts: message.ts, message: wireOf(message) };
      },
    },
  };
}

function conversationMethods({ world, messages }: Parts): Readonly<Record<string, Method>> {
  const listed = (given: Arguments, isWanted: (message: FakeMessage) => boolean) => {
    const all = [...messages.channel(given.channel).messages.values()].filter((message) => message.onlyFor === undefined && isWanted(message));
    const withMetadata = given.include_all_metadata === true || given.include_all_metadata === "true";
    return all.map((message) => {
      const { metadata, ...plain } = wireOf(message);
      const replies = [...messages.channel(given.channel).messages.values()].filter(({ ts, thread_ts: root }) => root === message.ts && ts !== root);
      const rest = { ...plain, ...(replies.length === 0 ? {} : { reply_count: replies.length, latest_reply: replies.at(-1)?.ts }) };
      return withMetadata && metadata !== undefined ? { ...rest, metadata } : rest;
    });
  };
  return {
    "conversations.info": {
      scope: "channels:read",
      run: (given) => {
        const { id, type, name, members } = messages.channel(given.channel);
        return { channel: { id, name, is_im: type === "im", is_channel: type === "channel", is_member: members.has(world.bot.id) } };
      },
    },
    "conversations.open": {
      scope: "im:write",
      run: ({ users }) => {
        const direct = [...world.channels.values()].find(({ type, members }) => type === "im" && members.has(String(users)));
        if (direct === undefined) throw new Refusal("user_not_found");
        return { channel: { id: direct.id } };
      },
    },
    "users.conversations": {
      scope: "channels:read",
      run: ({ types }) => {
        const wanted = String(types).split(",");
        const joined = [...world.channels.values()].filter(({ members }) => members.has(world.bot.id));
        const channels = joined.filter(({ type }) => wanted.includes(type === "im" ? "im" : "public_channel"));
        return { channels: channels.map(({ id, name, type }) => ({ id, name, is_im: type === "im", is_channel: type === "channel" })) };
      },
    },
    "conversations.history": {
      scope: "channels:history",
      run: (given) => pageOf(given, listed(given, ({ ts, thread_ts: root }) => (root ?? ts) === ts && isWithin(given, ts)).reverse()),
    },
    "conversations.replies": {
      scope: "channels:history",
      run: (given) => {
        messages.find(given.channel, given.ts);
        const isThere = ({ ts, thread_ts: root }: FakeMessage) => ts === given.ts || (root === given.ts && isWithin(given, ts));
        return pageOf(given, listed(given, isThere));
      },
    },
  };
}

/** By `oldest` and `latest`, themselves included. */
function isWithin({ oldest, latest }: Arguments, ts: string): boolean {
  return ts >= String(oldest ?? "") && (latest === undefined || ts <= String(latest));
}

function pageOf({ limit, cursor }: Arguments, messages: readonly unknown[]) {
  const from = Number(cursor ?? 0);
  const until = from + Number(limit ?? 100);
  const next = until < messages.length ? String(until) : "";
  return { messages: messages.slice(from, until), has_more: next !== "", response_metadata: { next_cursor: next } };
}

function threadOf({ thread_ts: threadTs }: Arguments): string | undefined {
  return typeof threadTs === "string" && threadTs !== "" ? threadTs : undefined;
}
