/** `studio`: what people can do in a group session, and what they are answered. */

import type { Command, CommandHandler, CommandReply } from "../commands/command.ts";
import { type CommandDeclaration, localised, type OptionDeclaration } from "../commands/declaration.ts";
import { type Sentences, sentenceOf, type Telling } from "../language/language.ts";
import type { PieceNumber } from "../turn/part.ts";
import { boardMarkdown, boardOf, type BoardDialect } from "./board.ts";
import { creditsOf, lineageOf } from "./credits.ts";
import type { ExportChoice, ExportForm } from "./event.ts";
import type { Exports } from "./exports.ts";
import type { StudioRecord } from "./studio-log.ts";
import type { Studios } from "./studios.ts";

type Actions = keyof Sentences["studio"]["actions"];
type Options = Sentences["studio"]["options"];

const MAX_TITLE = 90;
const MAX_STYLE = 200;
const MAX_WORDS = 2000;

export const STUDIO: CommandDeclaration = {
  name: "studio",
  description: localised(({ studio }) => studio.description),
  actions: [
    actionOf("open", textOf("title", "title", MAX_TITLE, true)),
    actionOf("add", textOf("text", "words", MAX_WORDS), { type: "file", name: "file", description: described("file") }),
    actionOf("style", textOf("phrase", "phrase", MAX_STYLE)),
    actionOf("board"),
    actionOf("lineage", { type: "whole", name: "piece", description: described("piece"), minimum: 1, isRequired: true }),
    actionOf("choose", textOf("pieces", "pieces", MAX_STYLE)),
    actionOf("credits"),
    actionOf("export", choiceOf("what", ["book", "film"]), choiceOf("of", ["favourites", "all"])),
    actionOf("close"),
  ],
  isPublic: true,
};

function actionOf(name: Actions, ...options: readonly OptionDeclaration[]) {
  return { name, description: localised(({ studio }) => studio.actions[name]), options };
}

function described(option: keyof Options) {
  return localised(({ studio }) => studio.options[option]);
}

function textOf(name: string, option: keyof Options, maxLength: number, isRequired = false): OptionDeclaration {
  return { type: "text", name, description: described(option), maxLength, ...(isRequired ? { isRequired: true } : {}) };
}

function choiceOf(name: "what" | "of", values: readonly (keyof Options)[]): OptionDeclaration {
  return { type: "choice", name, description: described(name), choices: values.map((value) => ({ value, label: described(value) })) };
}

/** A board that is told: without the platform's own small print. */
const TOLD: Omit<BoardDialect, "tame"> = { maxLength: 1900, small: (line) => line };

/** Why words may not stand over a session; undefined where they may. */
export type CheckWords = (text: string, command: Pick<Command, "source" | "author">) => Telling | undefined;

export function studioCommand(studios: Studios, exports: Exports, pack: () => string, check: CheckWords): CommandHandler {
  return async (command, all) => {
    const { studio: sentences } = all;
    const action = (command.options.action ?? "board") as Actions;
    const eventId = `command:${command.source.platform}:${command.source.channelId}:${command.source.messageId}:${action}`;
    const refused = refusalOf(command, check);
    if (refused) return { text: sentenceOf(refused, all) };
    const tame = studios.tameAt(command.source);
    if (action === "open") return await open(studios, command, eventId, sentences, tame);
    const record = studios.meant(command);
    if (record === "none" || record === "several") return { text: sentences[record] };
    const given = { studios, exports, command, record, eventId, sentences, tame };
    switch (action) {
      case "add":
        return await add(given);
      case "style":
        return style(given);
      case "choose":
        return await choose(given);
      case "close":
        return await close(given);
      case "export":
        return await startExport(given);
      case "board":
      case "credits":
      case "lineage":
        return await show(given, action, all, pack());
      default:
        return action satisfies never;
    }
  };
}

/** The title and the style are words of everybody there: they are screened as what is asked for is. */
function refusalOf(command: Command, check: CheckWords): Telling | undefined {
  const { action, title = "", phrase = "" } = command.options;
  const words = action === "open" ? title : action === "style" ? phrase : "";
  return words.trim() === "" ? undefined : check(words, command);
}

interface Given {
  readonly studios: Studios;
  readonly exports: Exports;
  readonly command: Command;
  readonly record: StudioRecord;
  readonly eventId: string;
  readonly sentences: Sentences["studio"];
  readonly tame: BoardDialect["tame"];
}

async function open(
  studios: Studios,
  command: Command,
  eventId: string,
  sentences: Sentences["studio"],
  tame: BoardDialect["tame"],
): Promise<CommandReply> {
  const title = (command.options.title ?? "").replaceAll(/\s+/g, " ").trim().slice(0, MAX_TITLE).toWellFormed();
  if (title === "") return { text: sentences.titleMissing };
  const opened = await studios.open(eventId, command.source, command.author, title);
  return { text: opened === undefined ? sentences.alreadyOpen : sentences.opened(tame(title)) };
}

async function add({ studios, command, record, sentences }: Given): Promise<CommandReply> {
  const words = (command.options.text ?? "").trim();
  const attachments = command.attachments ?? [];
  if (!record.isOpen) return { text: sentences.isClosed };
  if (words === "" && attachments.length === 0) return { text: sentences.addMissing };
  await studios.add(record, command.author, words, attachments, command.source);
  return { text: sentences.added };
}

function style({ studios, command, record, eventId, sentences, tame }: Given): CommandReply {
  if (!record.isOpen) return { text: sentences.isClosed };
  const phrase = (command.options.phrase ?? "").replaceAll(/\s+/g, " ").trim().slice(0, MAX_STYLE).toWellFormed();
  studios.note(eventId, record.conversationId, command.author, { type: "styled", style: phrase });
  return { text: phrase === "" ? sentences.unstyled : sentences.styled(tame(phrase)), isPublic: true };
}

async function choose({ studios, command, record, eventId, sentences }: Given): Promise<CommandReply> {
  const numbers = [...new Set((command.options.pieces ?? "").match(/\d{1,6}/g)?.map((digits) => Number(digits) as PieceNumber) ?? [])];
  const studio = await studios.studio(record.conversationId);
  const unknown = numbers.find((number) => studio?.pieces.every((piece) => piece.number !== number));
  if (unknown !== undefined) return { text: sentences.noSuchPiece(`#${unknown}`) };
  studios.note(eventId, record.conversationId, command.author, { type: "chosen", pieces: numbers });
  return { text: numbers.length === 0 ? sentences.unchosen : sentences.chosen(numbers.map((number) => `#${number}`)), isPublic: true };
}

/** Said where the session was held, too, where the command was given elsewhere. */
async function close({ studios, command, record, eventId, sentences, tame }: Given): Promise<CommandReply> {
  const studio = await studios.studio(record.conversationId);
  if (studio === undefined || !record.isOpen) return { text: sentences.isClosed };
  if (studio.openedBy.id !== command.author.id && !command.isModerator) return { text: sentences.notYours };
  if (!(await studios.close(eventId, record, command.author))) return { text: sentences.isClosed };
  const goodbye: CommandReply = {
    text: sentences.goodbye(tame(studio.title) || sentences.untitled, studio.pieces.length, studio.roster.length),
    isPublic: true,
  };
  const stage = studios.stageAt(record.source);
  if (stage?.post === undefined || record.conversationId === command.conversationId) return goodbye;
  await stage.post(record.source, goodbye);
  return { text: sentences.isClosed };
}

async function startExport(given: Given): Promise<CommandReply> {
  const { exports, studios, command, record, eventId, sentences } = given;
  const studio = await studios.studio(record.conversationId);
  if (studio === undefined || studio.pieces.length === 0) return { text: sentences.nothingToExport };
  const forms: readonly ExportForm[] = command.options.what === undefined ? ["book", "film"] : [command.options.what as ExportForm];
  const choice: ExportChoice = command.options.of === "all" ? "all" : "favourites";
  if (studios.stageAt(record.source)?.post === undefined) return await exportHere(given, forms, choice);
  for (const form of forms) studios.note(`${eventId}:${form}`, record.conversationId, command.author, { type: "export-asked", form, choice });
  exports.take(record);
  return { text: sentences.exporting, isPublic: record.conversationId === command.conversationId };
}

/** Where nothing can be put later, the answer itself brings it. */
async function exportHere({ exports, command, record, sentences }: Given, forms: readonly ExportForm[], choice: ExportChoice): Promise<CommandReply> {
  const replies = await exports.makeAll(record.conversationId, forms, choice, command.source);
  if (replies.length === 0) return { text: sentences.nothingToExport };
  const done = async () => void (await Promise.all(replies.map((reply) => reply.done?.())));
  return { text: replies.map(({ text }) => text).join("\n"), files: replies.flatMap(({ files = [] }) => files), isPublic: true, done };
}

async function show(
  { studios, command, record, sentences, tame }: Given,
  action: "board" | "credits" | "lineage",
  all: Sentences,
  pack: string,
): Promise<CommandReply> {
  const studio = await studios.studio(record.conversationId);
  if (studio === undefined) return { text: sentences.none };
  if (action === "credits") return { text: creditsOf(studio, pack, sentences, tame) };
  if (action === "lineage") {
    const piece = studio.pieces.find(({ number }) => number === Number(command.options.piece));
    return { text: piece ? lineageOf(studio.pieces, piece, sentences, tame) : sentences.noSuchPiece(`#${command.options.piece}`) };
  }
  const hears = studios.stageAt(record.source)?.hearsWords(record.source) ?? true;
  return { text: boardMarkdown(boardOf(studio, hears, all), { ...TOLD, tame }) };
}
