/**
 * How a house command is declared, once for all platforms: its name, its words in each language, and what may stand behind the name.
 * To add one: export a declaration beside its handler, name it in declared.ts, and its handler in src/assemble.ts.
 */

import { type Language, type Sentences, sentencesIn } from "../language/language.ts";

export type Localised = Readonly<Record<Language, string>>;

/** A sentence in every language at once, for what platforms show to each person in their own. */
export function localised(choose: (sentences: Sentences) => string): Localised {
  return { en: choose(sentencesIn("en")), de: choose(sentencesIn("de")) };
}

export interface CommandDeclaration {
  /** As people type it: lower case, in English on every platform. */
  readonly name: string;
  readonly description: Localised;
  /** In the order in which people give them, the required ones first. */
  readonly options?: readonly OptionDeclaration[];
  /** Instead of options: what the command can do. The chosen one comes as the option "action", with options of its own. */
  readonly actions?: readonly ActionDeclaration[];
  /** Where the platform can hide it, only those see it who may moderate. A handler must look at `isModerator` all the same. */
  readonly forModerators?: true;
  /** Its answer is mostly for everybody: what takes longer to answer is then waited for in public. */
  readonly isPublic?: true;
}

export interface ActionDeclaration {
  readonly name: string;
  readonly description: Localised;
  readonly options?: readonly OptionDeclaration[];
}

/** What comes of it in Command.options: the text, the digits, the choice's value, or the person's id; a file comes in Command.attachments. */
export type OptionDeclaration = {
  readonly name: string;
  readonly description: Localised;
  readonly isRequired?: true;
} & (
  | { readonly type: "text"; readonly maxLength?: number }
  | { readonly type: "whole"; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: "choice"; readonly choices: readonly { readonly value: string; readonly label: Localised }[] }
  | { readonly type: "person" }
  | { readonly type: "file" }
);
