/** `moderate`: what moderators do in a channel: pause it, cancel, delete what was made, block people, and see what was done. */

import type { House } from "../house/house.ts";
import type { Sentences } from "../language/language.ts";
import { momentOf } from "../language/moment.ts";
import type { Source } from "../turn/inbound.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { Command, CommandHandler, CommandReply } from "./command.ts";
import { type ActionDeclaration, type CommandDeclaration, localised, type OptionDeclaration } from "./declaration.ts";
import { mayModerate } from "./settings.ts";

type Action = keyof Sentences["moderate"]["actions"];

const PERSON: OptionDeclaration = { type: "person", name: "person", description: localised(({ moderate }) => moderate.person), isRequired: true };
const PIECE: OptionDeclaration = {
  type: "whole",
  name: "number",
  description: localised(({ moderate }) => moderate.number),
  minimum: 1,
  maximum: 999_999,
  isRequired: true,
};

export const MODERATE: CommandDeclaration = {
  name: "moderate",
  description: localised(({ moderate }) => moderate.description),
  actions: [
    actionOf("pause"),
    actionOf("resume"),
    actionOf("cancel"),
    actionOf("delete", PIECE),
    actionOf("block", PERSON),
    actionOf("unblock", PERSON),
    actionOf("log"),
  ],
};

function actionOf(name: Action, ...options: readonly OptionDeclaration[]): ActionDeclaration {
  return { name, description: localised(({ moderate }) => moderate.actions[name]), options };
}

/** What reaches beyond the rules: into the queue, the memory and the platform. */
export interface Reach {
  /** Everything that waits or runs in the channel; returns how many answers that were. */
  cancelIn(place: Pick<Source, "platform" | "channelId">): Promise<number>;
  /** The answer that made the piece, with everything that it made, from memory and from the platform; false where there is none. */
  deleteMade(command: Pick<Command, "source" | "conversationId">, piece: PieceNumber): Promise<boolean>;
}

const LOG_LENGTH = 10;

export function moderateCommand(house: House, reach: Reach): CommandHandler {
  return async (command, { moderate }) => {
    if (!mayModerate(house, command)) return { text: moderate.notAllowed };
    const action = (command.options.action ?? "log") as Action;
    switch (action) {
      case "pause":
      case "resume":
        return pause(house, command, action === "pause", moderate);
      case "cancel":
        return await cancel(house, reach, command, moderate);
      case "delete":
        return await remove(house, reach, command, moderate);
      case "block":
      case "unblock":
        return block(house, command, action === "block", moderate);
      case "log":
        return { text: logOf(house, command, moderate) };
      default:
        return action satisfies never;
    }
  };
}

function pause(house: House, { source, author }: Command, isPaused: boolean, sentences: Sentences["moderate"]): CommandReply {
  house.places.pause(source, isPaused);
  house.note(isPaused ? "paused" : "resumed", { source, author });
  return { text: isPaused ? sentences.paused : sentences.resumed, isPublic: true };
}

async function cancel(house: House, reach: Reach, { source, author }: Command, sentences: Sentences["moderate"]): Promise<CommandReply> {
  const cancelled = await reach.cancelIn(source);
  if (cancelled > 0) house.note("cancelled", { source, author }, String(cancelled));
  return { text: sentences.cancelled(cancelled) };
}

async function remove(house: House, reach: Reach, command: Command, sentences: Sentences["moderate"]): Promise<CommandReply> {
  const { source, author, options } = command;
  const piece = Number(options.number) as PieceNumber;
  if (!(await reach.deleteMade(command, piece))) return { text: sentences.noSuchPiece(piece) };
  house.note("deleted", { source, author }, `#${piece}`);
  return { text: sentences.deleted(piece) };
}

function block(house: House, { source, author, options }: Command, isBlocked: boolean, sentences: Sentences["moderate"]): CommandReply {
  const { person = "" } = options;
  if (isBlocked && person === author.id) return { text: sentences.notYourself };
  if (!isBlocked && !house.blocks.remove(source, person)) return { text: sentences.wasNotBlocked };
  if (isBlocked) house.blocks.add(source, person, house.now);
  house.note(isBlocked ? "blocked" : "unblocked", { source, author }, person);
  return { text: isBlocked ? sentences.blocked : sentences.unblocked };
}

function logOf(house: House, { source }: Command, { nothingNoted, noted, audited, rules }: Sentences["moderate"]): string {
  const named = new Map<string, string>(Object.entries(rules));
  const rows = house.audit.latest(source, LOG_LENGTH);
  const lines = rows.map(
    ({ at, personId, what, rule }) => `- ${momentOf(at)}: ${audited[what]}${rule === undefined ? "" : ` (${named.get(rule) ?? rule})`}, ${personId}`,
  );
  return lines.length === 0 ? nothingNoted : [noted, ...lines].join("\n");
}
