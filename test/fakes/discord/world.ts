/** What the local Discord knows: people, guilds, channels, messages and files, in Discord's own shapes. */

import { createHash } from "node:crypto";
import { EventEmitter } from "node:events";
import type { ChannelType, APIApplicationCommand, APIMessage, APIUser } from "discord-api-types/v10";

const DISCORD_EPOCH = 1_420_070_400_000;

export interface FakeGuild {
  readonly id: string;
  readonly name: string;
  /** Boost tier; decides the upload limit. */
  readonly tier: 0 | 1 | 2 | 3;
  readonly ownerId: string;
  /** Nicknames by person. */
  readonly members: Map<string, string | null>;
  /** The role that a person has beside everyone's. */
  readonly roles: Map<string, string>;
}

export interface FakeChannel {
  readonly id: string;
  readonly type: ChannelType.GuildText | ChannelType.DM | ChannelType.PublicThread;
  readonly name: string;
  readonly guild?: FakeGuild;
  readonly parentId?: string;
  readonly ownerId?: string;
  readonly recipientId?: string;
  /** Permission bits that the bot lacks here. */
  denied: bigint;
  readonly messages: Map<string, APIMessage>;
  /** Messages by their enforced nonce. */
  readonly nonces: Map<string, string>;
  /** Who showed as typing, the latest last: user ids. */
  readonly typing: string[];
}

export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Emits `change` after every change, so that tests wait for events and never for time. */
export class World extends EventEmitter<{ change: [] }> {
  readonly users = new Map<string, APIUser>();
  readonly guilds = new Map<string, FakeGuild>();
  readonly channels = new Map<string, FakeChannel>();
  readonly files = new Map<string, FakeFile>();
  readonly bot: APIUser;
  readonly applicationId: string;
  commands: APIApplicationCommand[] = [];
  /** Where this server is reached; set once it listens. */
  origin = "";
  /** Rotated when every file address given so far shall expire. */
  linkSecret = "first";
  #counter = 0n;

  constructor() {
    super();
    this.bot = this.addUser("Quartet", true);
    this.applicationId = this.bot.id;
  }

  newId(): string {
    this.#counter += 1n;
    return ((BigInt(Date.now() - DISCORD_EPOCH) << 22n) | (this.#counter & 0x3fffffn)).toString();
  }

  addUser(name: string, bot = false): APIUser {
    const user: APIUser = { id: this.newId(), username: name.toLowerCase(), discriminator: "0", global_name: name, avatar: null, bot };
    this.users.set(user.id, user);
    return user;
  }

  addGuild(name: string, tier: FakeGuild["tier"] = 0): FakeGuild {
    const guild: FakeGuild = {
      id: this.newId(),
      name,
      tier,
      ownerId: this.addUser(`${name} owner`).id,
      members: new Map([[this.bot.id, null]]),
      roles: new Map(),
    };
    this.guilds.set(guild.id, guild);
    return guild;
  }

  addChannel(given: Pick<FakeChannel, "type" | "name"> & Partial<FakeChannel>): FakeChannel {
    const channel: FakeChannel = { id: this.newId(), denied: 0n, messages: new Map(), nonces: new Map(), typing: [], ...given };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addFile(name: string, mediaType: string, bytes: Uint8Array): FakeFile {
    const file = { id: this.newId(), name, mediaType, bytes };
    this.files.set(file.id, file);
    return file;
  }

  /** Signed and expiring, as on Discord's own file server. */
  linkOf(file: FakeFile, channelId: string): string {
    const expires = Math.floor(Date.now() / 1000 + 24 * 3600).toString(16);
    return `${this.origin}/attachments/${channelId}/${file.id}/${encodeURIComponent(file.name)}?ex=${expires}&is=0&hm=${this.#sign(file.id, expires)}&`;
  }

  isLinkAlive(fileId: string, query: URLSearchParams): boolean {
    const expires = query.get("ex") ?? "0";
    return Number.parseInt(expires, 16) * 1000 > Date.now() && query.get("hm") === this.#sign(fileId, expires);
  }

  #sign(fileId: string, expires: string): string {
    return createHash("sha256").update(`${this.linkSecret}${fileId}${expires}`).digest("hex");
  }

  changed(): void {
    this.emit("change");
  }
}

/** Largest uploaded file, in bytes, by the guild's boost tier: 20 MB, from tier 2 on 50 MB, tier 3 100 MB. */
export function uploadLimitOf(channel: FakeChannel): number {
  const tier = channel.guild?.tier ?? 0;
  return (tier === 3 ? 100 : tier === 2 ? 50 : 20) * 2 ** 20;
}
