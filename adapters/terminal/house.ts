/** House commands and the help in the terminal: words behind a slash, answered at once. Whoever types here runs Quartet. */

import type { PlaceRules } from "../../src/adapter.ts";
import type { Command, CommandReply } from "../../src/commands/command.ts";
import { DECLARED_COMMANDS } from "../../src/commands/declared.ts";
import { helpOf } from "../../src/commands/help.ts";
import { readForget, readTyped, usageOf } from "../../src/commands/read-typed.ts";
import { sentencesIn } from "../../src/language/language.ts";
import type { ForgetScope, Inbound } from "../../src/turn/inbound.ts";
import type { Said } from "./parse.ts";

export interface HouseOptions {
  readonly onInbound: (inbound: Inbound) => Promise<void>;
  readonly onCommand: ((command: Command) => Promise<CommandReply>) | undefined;
  readonly rules: PlaceRules | undefined;
}

/** They are about others, of whom there are none here. */
const AMONG_PEOPLE = ["studio", "report", "moderate"];
const READER = { plain: (words: string) => words, person: () => undefined };

export class House {
  readonly #options: HouseOptions;

  constructor(options: HouseOptions) {
    this.#options = options;
  }

  /** Undefined where the words are no command. @throws QuartetError */
  async answer(said: Said): Promise<CommandReply | undefined> {
    const { onCommand, rules } = this.#options;
    const { text, source, conversationId, author, attachments } = said;
    const [, words] = /^\s*\/(.*)$/s.exec(text) ?? [];
    if (words === undefined || onCommand === undefined) return undefined;
    const scope = readForget(words);
    if (scope !== undefined) return await this.#forget(said, scope);
    if (/^help\s*$/i.test(words)) return { text: this.#help(said) };
    const typed = readTyped(words, DECLARED_COMMANDS, READER);
    if (typed === undefined) return undefined;
    const { commands } = sentencesIn(rules?.languageAt(source));
    const { name } = typed.declaration;
    if (AMONG_PEOPLE.includes(name)) return { text: commands.unknown(`/${name}`) };
    if (typed.type === "misused") return { text: commands.usage(usageOf(typed.declaration).map((usage) => `/${usage}`)) };
    return await onCommand({ name, options: typed.options, attachments, source, conversationId, author, isModerator: true });
  }

  async #forget({ id, source, conversationId, author, receivedAt }: Said, scope: ForgetScope): Promise<CommandReply> {
    const { onInbound, rules } = this.#options;
    const event = { id, source, conversationId, author, receivedAt };
    await onInbound({ ...event, type: "pressed", action: { type: "forget", scope } });
    return { text: sentencesIn(rules?.languageAt(source)).privacy.forgot[scope] };
  }

  #help({ source }: Said): string {
    const { rules } = this.#options;
    const language = rules?.languageAt(source) ?? "en";
    const here = DECLARED_COMMANDS.filter(({ name }) => !AMONG_PEOPLE.includes(name));
    return helpOf(sentencesIn(language).terminal, here, language, rules?.helpNotes(source) ?? []);
  }
}
