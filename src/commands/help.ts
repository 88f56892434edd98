/** The help of a platform: its own words around a line for each house command, and what people must know of what is made. */

import type { Language } from "../language/language.ts";
import type { CommandDeclaration } from "./declaration.ts";

export interface HelpWords {
  help(houseLines: readonly string[]): string;
  houseLine(name: string, description: string): string;
}

export function helpOf(
  { help, houseLine }: HelpWords,
  declared: readonly CommandDeclaration[],
  language: Language,
  notes: readonly string[],
): string {
  return [help(declared.map(({ name, description }) => houseLine(name, description[language]))), ...notes].join("\n");
}
