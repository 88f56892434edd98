/** House commands and the help on the page: a message that begins with a slash and the name of one is answered at once, to who wrote it. */

import { randomBytes } from "node:crypto";
import type { PlaceRules } from "../../src/adapter.ts";
import type { Command, CommandReply } from "../../src/commands/command.ts";
import { DECLARED_COMMANDS } from "../../src/commands/declared.ts";
import { helpOf } from "../../src/commands/help.ts";
import { readTyped, usageOf } from "../../src/commands/read-typed.ts";
import { type Language, type Sentences, sentencesIn } from "../../src/language/language.ts";
import type { Attachment, Source } from "../../src/turn/inbound.ts";
import { eventOf, type Place } from "./parse.ts";
import type { WireReply } from "./wire.ts";

export interface HouseOptions {
  readonly onCommand: ((command: Command) => Promise<CommandReply>) | undefined;
  readonly rules: PlaceRules | undefined;
  /** Whoever reaches a page that only this machine can open runs it. */
  readonly isLocal: boolean;
  readonly keptMs?: number;
}

type ReplyFile = NonNullable<CommandReply["files"]>[number];

interface KeptFile {
  readonly file: ReplyFile;
  readonly drop: () => void;
}

const MAX_FILES = 200;
const HELP = /^\/help\s*$/i;
/** In which what a command brought can be downloaded. */
const KEPT_MS = 10 * 60_000;

export class House {
  readonly #options: HouseOptions;
  /** By a key that nobody can guess. */
  readonly #files = new Map<string, KeptFile>();

  constructor(options: HouseOptions) {
    this.#options = options;
  }

  sentencesAt(place: Pick<Place, "channelId">): Sentences {
    return sentencesIn(this.languageAt(place));
  }

  languageAt({ channelId }: Pick<Place, "channelId">): Language {
    return this.#options.rules?.languageAt({ platform: "web", channelId }) ?? "en";
  }

  /** Undefined where the words are none of them. @throws QuartetError */
  async answer(place: Place, messageId: string, words: string, attachments: readonly Attachment[]): Promise<WireReply | undefined> {
    const { onCommand, rules, isLocal } = this.#options;
    const reader = { plain: (text: string) => text, person: (word: string) => word.replace(/^@/, "") };
    if (HELP.test(words)) return { text: helpIn(rules, eventOf(place, messageId).source), files: [] };
    const typed = words.startsWith("/") && onCommand ? readTyped(words.slice(1), DECLARED_COMMANDS, reader) : undefined;
    if (!typed || !onCommand) return undefined;
    const { source, conversationId, author } = eventOf(place, messageId);
    if (typed.type === "misused") return { text: usageIn(this.sentencesAt(place), usageOf(typed.declaration)), files: [] };
    const isModerator = isLocal || (rules?.isModerator(source, author) ?? false);
    const { options, declaration } = typed;
    const reply = await onCommand({ name: declaration.name, options, attachments, source, conversationId, author, isModerator });
    const { text, files = [] } = reply;
    return { text, files: files.map((file) => ({ name: file.name, url: `/files/replies/${this.#keep(file, reply)}` })) };
  }

  file(key: string): ReplyFile | undefined {
    return this.#files.get(key)?.file;
  }

  /** Nothing can be downloaded any more. */
  stop(): void {
    for (const { drop } of this.#files.values()) drop();
  }

  #keep(file: ReplyFile, { done }: CommandReply): string {
    const key = randomBytes(16).toString("hex");
    const timer = setTimeout(() => this.#files.get(key)?.drop(), this.#options.keptMs ?? KEPT_MS).unref();
    const drop = () => {
      clearTimeout(timer);
      this.#files.delete(key);
      void done?.().catch(() => undefined);
    };
    this.#files.set(key, { file, drop });
    const [oldest] = this.#files.values();
    if (this.#files.size > MAX_FILES) oldest?.drop();
    return key;
  }
}

function helpIn(rules: PlaceRules | undefined, source: Source): string {
  const language = rules?.languageAt(source) ?? "en";
  return helpOf(sentencesIn(language).web, DECLARED_COMMANDS, language, rules?.helpNotes(source) ?? []);
}

function usageIn({ commands }: Sentences, usages: readonly string[]): string {
  return commands.usage(usages.map((usage) => `/${usage}`));
}
