/** What this app was granted in its workspace and where it may speak: what is missing, and how to mend it. */

import type { webApi } from "@slack/bolt";
import type { PlaceReport } from "../../src/adapter.ts";
import type { Sentences } from "../../src/language/language.ts";
import type { Source } from "../../src/turn/inbound.ts";
import type { Calls } from "./calls.ts";
import { SLACK_LIMITS } from "./limits.ts";
import { isDirect } from "./parse.ts";

/** What the manifest asks for; without an optional one Quartet does less, and still answers. */
export const SCOPES: readonly { readonly name: string; readonly isOptional: boolean }[] = [
  ...["app_mentions:read", "channels:history", "chat:write", "commands", "files:read", "files:write", "im:history"].map(needed),
  ...["assistant:write", "channels:read", "groups:history", "groups:read", "im:read", "im:write", "mpim:history", "mpim:read"].map(optional),
  ...["reactions:read", "reactions:write", "users:read"].map(optional),
];

export function missingScopes({ response_metadata: metadata }: webApi.AuthTestResponse): readonly string[] {
  return metadata?.scopes === undefined ? [] : SCOPES.filter(({ name }) => !metadata.scopes?.includes(name)).map(({ name }) => name);
}

/** Throws DeliveryError where Slack does not answer. */
export async function inspectPlace(calls: Calls, { channelId }: Source, { slack }: Sentences): Promise<PlaceReport> {
  const [about, isMember] = await Promise.all([calls.repeatable(() => calls.client.auth.test()), isIn(calls, channelId)]);
  const missing = missingScopes(about);
  const scopes = SCOPES.map(({ name, isOptional }) => ({ name, isOptional, isGranted: !missing.includes(name) }));
  return {
    permissions: [...scopes, ...(isMember === undefined ? [] : [{ name: "/invite @Quartet", isGranted: isMember, isOptional: false }])],
    fix: slack.fix,
    hearsWords: isDirect(channelId) || !missing.includes("channels:history"),
    limits: SLACK_LIMITS,
  };
}

/** Undefined in direct messages, and where Slack does not tell. */
async function isIn(calls: Calls, channel: string): Promise<boolean | undefined> {
  if (isDirect(channel)) return undefined;
  return (await calls.briefly(() => calls.client.conversations.info({ channel })))?.channel?.is_member;
}

function needed(name: string) {
  return { name, isOptional: false };
}

function optional(name: string) {
  return { name, isOptional: true };
}
