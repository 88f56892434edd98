/** Who may use Quartet at all, and who moderates, by the operator's own lists: servers, workspaces, channels, roles and people. */

import type { Source } from "../turn/inbound.ts";
import type { Author } from "../turn/turn.ts";

export const LISTED = ["guild", "workspace", "channel", "role", "person"] as const;

export interface ListEntry {
  readonly kind: (typeof LISTED)[number];
  /** The platform's own id. */
  readonly id: string;
}

export type AccessList = readonly ListEntry[];

/** Whoever is on the page or at the terminal came by the operator's own door: the lists are for platforms with strangers. */
const WITH_STRANGERS: readonly string[] = ["discord", "slack"];

export function hasStrangers({ platform }: Pick<Source, "platform">): boolean {
  return WITH_STRANGERS.includes(platform);
}

/**
 * Denied is who or what stands on `deny`. Where `allow` names places, only these are served; where it names people or roles, only these.
 * A direct message is in no server: where places are named it is served only if its channel is.
 */
export function isAdmitted(source: Source, author: Author, lists: { readonly allow: AccessList; readonly deny: AccessList }): boolean {
  if (!hasStrangers(source)) return true;
  const { allow, deny } = lists;
  const isMeant = (entry: ListEntry) => matches(entry, source, author);
  const passes = (entries: AccessList) => entries.length === 0 || entries.some(isMeant);
  return !deny.some(isMeant) && passes(allow.filter(isPlace)) && passes(allow.filter((entry) => !isPlace(entry)));
}

export function isOn(list: AccessList, source: Source, author: Author): boolean {
  return list.some((entry) => matches(entry, source, author));
}

function isPlace({ kind }: ListEntry): boolean {
  return kind !== "role" && kind !== "person";
}

function matches({ kind, id }: ListEntry, { guildId, channelId, threadId, roles }: Source, author: Author): boolean {
  switch (kind) {
    case "guild":
    case "workspace":
      return guildId === id;
    case "channel":
      return channelId === id || threadId === id;
    case "role":
      return roles?.includes(id) ?? false;
    case "person":
      return author.id === id;
    default:
      return kind satisfies never;
  }
}
