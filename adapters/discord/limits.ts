/** What Discord allows, and how often Quartet lets itself be seen. */

import { type Channel, GuildPremiumTier } from "discord.js";
import type { PlatformLimits } from "../../src/adapter.ts";

/** Largest file by a server's boosts: https://docs.discord.com/developers/reference#uploading-files for the first two. */
const MAX_FILE_BYTES: Readonly<Record<GuildPremiumTier, number>> = {
  [GuildPremiumTier.None]: 20 * 2 ** 20,
  [GuildPremiumTier.Tier1]: 20 * 2 ** 20,
  [GuildPremiumTier.Tier2]: 50 * 2 ** 20,
  [GuildPremiumTier.Tier3]: 100 * 2 ** 20,
};

export const DISCORD_LIMITS: PlatformLimits = {
  maxTextLength: 2000,
  maxFileBytes: MAX_FILE_BYTES[GuildPremiumTier.None],
  maxFilesPerMessage: 10,
  /** A channel's messages may be edited about five times in five seconds; text and progress share that. */
  minEditIntervalMs: 1200,
};

/** `promisedBytes`: the `attachment_size_limit` of an interaction that still waits for its answer. */
export function limitsIn(channel: Channel | undefined, promisedBytes = 0): PlatformLimits {
  const tier = channel === undefined || channel.isDMBased() ? GuildPremiumTier.None : channel.guild.premiumTier;
  return { ...DISCORD_LIMITS, maxFileBytes: Math.max(MAX_FILE_BYTES[tier], promisedBytes) };
}

/** Longest alternative text of a file. */
export const MAX_ALT_TEXT_LENGTH = 1024;

/** A typing sign lasts ten seconds. */
export const TYPING_INTERVAL_MS = 8_000;

/** An interaction must be answered within 3 s; what is not stored by then is told "thinking" anyway. */
export const LATEST_DEFERRAL_MS = 2_000;

/** An interaction's token lasts 15 minutes; a minute is left for the upload. */
export const TOKEN_LIFETIME_MS = 14 * 60_000;

/** An upload of the largest file over a slow line, in one request. */
export const REQUEST_TIMEOUT_MS = 120_000;
