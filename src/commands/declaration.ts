/**
 * How a house command is declared, once for all platforms: its name, its words in each language, and what may stand behind the name.
 * To add one: export a declaration beside its handler, name it in declared.ts, and its handler in src/assemble.ts.
 */

/** The languages that sentences to people are kept in. */
export type LanguageCode = "en" | "de";

export type Localised = Readonly<Record<LanguageCode, string>>;

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
