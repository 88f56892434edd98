/** House commands as people type them where a platform hands over words only: "studio open a lighthouse", "settings style:watercolour". */

import type { ForgetScope } from "../turn/inbound.ts";
import type { ActionDeclaration, CommandDeclaration, OptionDeclaration } from "./declaration.ts";

/** What the words mean on their platform. */
export interface WordReader {
  /** The id of the person whom one word names; undefined where it names nobody. */
  person(word: string): string | undefined;
  /** Words as a person reads them, without the platform's markup. */
  plain(words: string): string;
}

export type Typed =
  | { readonly type: "command"; readonly declaration: CommandDeclaration; readonly options: Readonly<Record<string, string>> }
  /** It is a house command, but this is not how it is given. */
  | { readonly type: "misused"; readonly declaration: CommandDeclaration };

type Options = Record<string, string>;

/** A quotation ends as it began: in English “so”, in German „so“. */
const WORD = /<[^>]*>|(?:[a-z-]+[:=])?(?:["“][^"”]*["”]|„[^“”"]*[“”"])|\S+/gi;

/** Undefined where the first word names no house command. */
export function readTyped(typed: string, declared: readonly CommandDeclaration[], reader: WordReader): Typed | undefined {
  const [, name = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  const declaration = declared.find((each) => each.name === name.toLowerCase());
  if (declaration === undefined) return undefined;
  const options = declaration.actions ? readAction(rest, declaration.actions, reader) : readOptions(rest, declaration.options ?? [], reader);
  return options === undefined ? { type: "misused", declaration } : { type: "command", declaration, options };
}

/** The words "forget" and "forget me", which are no house command: they take words back. Undefined for any others. */
export function readForget(words: string): ForgetScope | undefined {
  const [said, me] = /^forget(\s+me)?$/i.exec(words.trim()) ?? [];
  if (said === undefined) return undefined;
  return me === undefined ? "conversation" : "me";
}

/** Each way to give the command, one a line, such as `studio open <theme> [style]`. */
export function usageOf({ name, options, actions }: CommandDeclaration): readonly string[] {
  if (actions) return actions.map((action) => [name, action.name, ...(action.options ?? []).map(placeholderOf)].join(" "));
  return [[name, ...(options ?? []).map(placeholderOf)].join(" ")];
}

function placeholderOf({ name, isRequired }: OptionDeclaration): string {
  return isRequired ? `<${name}>` : `[${name}]`;
}

function readAction(typed: string, actions: readonly ActionDeclaration[], reader: WordReader): Options | undefined {
  const [, name = "", rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(typed) ?? [];
  const action = actions.find((each) => each.name === name.toLowerCase());
  const options = action && readOptions(rest, action.options ?? [], reader);
  return action && options && { action: action.name, ...options };
}

/** What is named ("seed:7") first, the rest by its place; text takes all words that are left. */
function readOptions(typed: string, declared: readonly OptionDeclaration[], reader: WordReader): Options | undefined {
  const options: Options = {};
  const [unnamed, ...named] = segmentsOf(typed, declared);
  for (const { option, words } of named) {
    const value = option && readValue(words, option, reader);
    if (option === undefined || value === undefined) return undefined;
    options[option.name] = value;
  }
  let left = unnamed?.words.trim() ?? "";
  for (const option of declared) {
    if (left === "" || option.name in options || option.type === "file") continue;
    const word = option.type === "text" ? left : (left.match(WORD)?.[0] ?? "");
    const value = readValue(word, option, reader);
    if (value === undefined) continue;
    options[option.name] = value;
    left = left.slice(word.length).trim();
  }
  const isWhole = declared.every(({ name, type, isRequired }) => !isRequired || type === "file" || name in options);
  return left === "" && isWhole ? options : undefined;
}

interface Segment {
  readonly option?: OptionDeclaration;
  readonly words: string;
}

/** Cut before each word that names an option; the first segment is of no option. */
function segmentsOf(typed: string, declared: readonly OptionDeclaration[]): readonly Segment[] {
  const marks = [...typed.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const [, name] = /^([a-z][a-z-]*)[:=]/i.exec(word) ?? [];
    const option = declared.find((each) => each.name === name?.toLowerCase());
    return option === undefined ? [] : [{ option, index, from: index + option.name.length + 1 }];
  });
  const named = marks.map(({ option, from }, at) => ({ option, words: typed.slice(from, marks[at + 1]?.index).trim() }));
  return [{ words: typed.slice(0, marks[0]?.index) }, ...named];
}

/** Undefined where the words are no such value. */
function readValue(words: string, option: OptionDeclaration, reader: WordReader): string | undefined {
  const said = reader.plain(unquoted(words));
  switch (option.type) {
    case "text":
      return said === "" || said.length > (option.maxLength ?? Number.POSITIVE_INFINITY) ? undefined : said;
    case "whole":
      return isWithin(said, option) ? String(Number(said)) : undefined;
    case "choice":
      return choiceOf(said, option);
    case "person":
      return reader.person(words);
    case "file":
      return undefined;
    default:
      return option satisfies never;
  }
}

function isWithin(
  digits: string,
  { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: Extract<OptionDeclaration, { type: "whole" }>,
) {
  return /^-?\d+$/.test(digits) && Number(digits) >= minimum && Number(digits) <= maximum;
}

/** By its value or by its label in any language. */
function choiceOf(said: string, { choices }: Extract<OptionDeclaration, { type: "choice" }>): string | undefined {
  const wanted = said.toLowerCase();
  return choices.find(({ value, label }) => [value, ...Object.values(label)].some((each) => each.toLowerCase() === wanted))?.value;
}

function unquoted(words: string): string {
  const [, english, german] = /^(?:["“]([^"”]*)["”]|„([^“”"]*)[“”"])$/.exec(words) ?? [];
  return english ?? german ?? words;
}
