/** A command that Quartet itself answers at once, without the model: what was asked, where, by whom, and with which right. */

import type { DeliveredFile } from "../adapter.ts";
import type { Sentences } from "../language/language.ts";
import type { Attachment, Source } from "../turn/inbound.ts";
import type { Author, ConversationId } from "../turn/turn.ts";

export interface Command {
  /** As people type it, such as "queue". */
  readonly name: string;
  /** What stands behind the name, by the option's name; absent options are left out. */
  readonly options: Readonly<Record<string, string>>;
  /** Files that came with it, not fetched yet. */
  readonly attachments?: readonly Attachment[];
  readonly source: Source;
  readonly conversationId: ConversationId;
  readonly author: Author;
  /** Whether the platform lets this person moderate where the command was given. */
  readonly isModerator: boolean;
}

export interface CommandReply {
  readonly text: string;
  readonly files?: readonly DeliveredFile[];
  /** Absent: only who asked sees it, where the platform can do so. */
  readonly isPublic?: boolean;
  readonly buttons?: readonly CommandButton[];
  /** The reply was shown, or cannot be: its files are not needed any more. */
  readonly done?: () => Promise<void>;
}

/** Gives a house command when somebody presses it, for ever. Name and options together are short: at most 70 characters or so. */
export interface CommandButton {
  readonly label: string;
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  /** First asks, in a form, for the declared options that are not among these. */
  readonly asksForRest?: true;
}

/** `sentences`: in the language of the place where the command was given. */
export type CommandHandler = (command: Command, sentences: Sentences) => Promise<CommandReply>;

/** Handlers by the names of their commands. */
export type CommandHandlers = Readonly<Record<string, CommandHandler>>;

/** Never rejects on account of the person: what they may not do, or asked wrongly, is a reply. @throws QuartetError where Quartet itself fails */
export async function answerCommand(handlers: CommandHandlers, command: Command, sentences: Sentences): Promise<CommandReply> {
  const handler = Object.hasOwn(handlers, command.name) ? handlers[command.name] : undefined;
  return handler ? await handler(command, sentences) : { text: sentences.commands.unknown(command.name) };
}
