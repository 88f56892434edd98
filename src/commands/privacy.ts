/** `privacy`: what is kept about people here, where, how long, and what they can do about it. */

import type { PrivacyWays } from "../language/english-privacy.ts";
import type { House } from "../house/house.ts";
import type { Platform } from "../turn/turn.ts";
import type { CommandHandler } from "./command.ts";
import { type CommandDeclaration, localised } from "./declaration.ts";

export const PRIVACY: CommandDeclaration = {
  name: "privacy",
  description: localised(({ privacy }) => privacy.description),
};

export interface PrivacyParts {
  readonly house: Pick<House, "places">;
  /** Where a channel has none of its own; absent: for ever. */
  readonly retentionDays?: number;
  /** Of whoever runs this Quartet. */
  readonly contact?: string;
}

const TYPED: PrivacyWays = { export: "/export me", forgetMe: "/forget me", forgetHere: "/forget" };
const WAYS: Readonly<Record<Platform, PrivacyWays>> = {
  discord: { ...TYPED, forgetMe: "/forget what:me", forgetHere: "/forget what:conversation" },
  slack: { export: "/quartet export me", forgetMe: "/quartet forget me", forgetHere: "@Quartet /forget" },
  web: TYPED,
  terminal: TYPED,
};

export function privacyCommand({ house, retentionDays, contact }: PrivacyParts): CommandHandler {
  return async ({ source }, { privacy }) => {
    const days = house.places.at(source).retentionDays ?? retentionDays;
    const lines = [
      privacy.what,
      privacy.where,
      privacy.howLong(days),
      privacy.ways(WAYS[source.platform]),
      contact === undefined ? privacy.noContact : privacy.contact(contact),
    ];
    return { text: lines.join("\n") };
  };
}
