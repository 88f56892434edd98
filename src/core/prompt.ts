/** Renders a conversation as the pack's prompt: token ids, with slots where media are spliced in. */

import type { MediaModality } from "../turn/modality.ts";
import type { Samples } from "../turn/samples.ts";
import { type TokenId, type Tokenizer, tokenId } from "./llm/tokenizer.ts";
import type { Manifest } from "./packs/manifest.ts";
import type { PromptPart, PromptTurn } from "./protocol.ts";

export type PromptItem =
  | { readonly type: "token"; readonly id: TokenId }
  /** `tokens` embeddings of one medium; `key` names its content, `label` the tokens whose embeddings are added to each of them. */
  | { readonly type: "medium"; readonly key: string; readonly samples: Samples; readonly tokens: number; readonly label: readonly TokenId[] };

type MediumPart = Extract<PromptPart, { type: "medium" | "caption" }>;

/** A stretch of the prompt: the pack's own words, words of people and models, or a medium. */
type Stretch =
  | { readonly type: "template"; readonly text: string }
  | { readonly type: "text"; readonly text: string }
  | (Extract<PromptItem, { type: "medium" }> & { readonly open: string; readonly close: string });

export class PromptRenderer {
  readonly #manifest: Manifest;
  readonly #tokenizer: Tokenizer;

  constructor(manifest: Manifest, tokenizer: Tokenizer) {
    this.#manifest = manifest;
    this.#tokenizer = tokenizer;
  }

  begin(): PromptItem[] {
    return this.#items([template(this.#manifest.prompt.begin)]);
  }

  /** What the LLM continues. */
  botOpens(): PromptItem[] {
    return this.#items([template(this.#manifest.prompt.bot.open)]);
  }

  turn(turn: PromptTurn): PromptItem[] {
    return this.#items(this.#stretches(turn));
  }

  /** The prompt: its beginning, all turns as `arrange` gives them, and what the LLM continues. Joined words may take fewer positions than their turns alone, never more. */
  whole(turns: readonly PromptTurn[]): PromptItem[] {
    const { begin, bot } = this.#manifest.prompt;
    return this.#items([template(begin), ...turns.flatMap((turn) => this.#stretches(turn)), template(bot.open)]);
  }

  /** The turns that this pack reads: where it knows no `made` ones, what they show stands in the bot's turn before them, in its caption's place. */
  arrange(turns: readonly PromptTurn[]): readonly PromptTurn[] {
    if (!this.#manifest.prompt.segments) return turns;
    return turns.flatMap((turn, index): PromptTurn[] => {
      if (turn.role === "made") return [];
      const next = turns[index + 1];
      return [turn.role === "bot" && next?.role === "made" ? { ...turn, parts: turn.parts.map((part) => shownIn(next, part)) } : turn];
    });
  }

  #stretches(turn: PromptTurn): Stretch[] {
    const { open, close } = this.#manifest.prompt[turn.role];
    const within = turn.role === "bot" ? this.#said(turn) : [...this.#shown(turn), ...this.#words(turn)];
    return [template(open), ...within, template(close)];
  }

  /** Media stand before the words, in the order sent. */
  #shown(turn: PromptTurn): Stretch[] {
    return turn.parts.flatMap((part) => (part.type === "text" ? [] : this.#medium(part)));
  }

  #words(turn: PromptTurn): Stretch[] {
    const words = textsOf(turn.parts).join(" ");
    const { author: pattern, segments, spaced } = this.#manifest.prompt;
    const author = turn.author === undefined ? "" : fill(pattern, { name: turn.author });
    return words === "" ? [] : [text(`${segments || spaced ? " " : ""}${author}${words}`)];
  }

  /** In the bot's own turns a medium stands as the signal tokens that asked for it; words after it begin with a space. */
  #said(turn: PromptTurn): Stretch[] {
    if (this.#manifest.prompt.segments) return this.#saidAfterMedia(turn);
    return turn.parts.flatMap((part, index) => {
      if (part.type !== "text") return (this.#manifest.outputs[modalityOf(part)]?.signals ?? []).map(template);
      const isAfterMedium = turn.parts.slice(0, index).some((before) => before.type !== "text");
      return textsOf([part]).map((words) => text(isAfterMedium ? ` ${words}` : words));
    });
  }

  /** After a medium the tokenizer puts a space before the words by itself. */
  #saidAfterMedia(turn: PromptTurn): Stretch[] {
    const shown = this.#shown(turn);
    const words = textsOf(turn.parts).join(" ");
    return words === "" ? shown : [...shown, text(shown.at(-1)?.type === "medium" ? words : ` ${words}`)];
  }

  #medium(part: MediumPart): Stretch[] {
    if (part.type === "caption") return [text(this.#caption(part.piece, part.modality, part.caption))];
    const input = this.#manifest.inputs[part.samples.type];
    if (input === undefined) return [text(this.#caption(part.piece, part.samples.type, part.caption ?? ""))];
    const { open, close, tokens: count } = input;
    const number = fill(this.#manifest.prompt.number, { n: String(part.piece) });
    const key = `${part.samples.path}#${part.piece}`;
    return [text(number), { type: "medium", key, samples: part.samples, tokens: count, label: this.#label(number, open), open, close }];
  }

  #label(number: string, open: string): TokenId[] {
    if (!this.#manifest.prompt.labelled) return [];
    return [...this.#tokenizer.encodeText(number), ...this.#tokenizer.encodeTemplate(open)].map(tokenId);
  }

  #caption(piece: number, modality: MediaModality, caption: string): string {
    return fill(this.#manifest.prompt.caption, { n: String(piece), modality, caption });
  }

  #items(stretches: readonly Stretch[]): PromptItem[] {
    const { segments } = this.#manifest.prompt;
    return segments ? this.#segments(stretches, segments) : this.#pieces(stretches);
  }

  /** A blank before a medium belongs to the tag that once stood there. */
  #segments(stretches: readonly Stretch[], { begin, each }: NonNullable<Manifest["prompt"]["segments"]>): PromptItem[] {
    const parts = joinWords(stretches);
    return parts.flatMap((part, index) => {
      if (part.type === "medium") return this.#pieces([part]);
      const words = parts[index + 1] === undefined ? part.text : part.text.replace(/ $/, "");
      return this.#pieces(each || index === 0 ? [template(begin), text(words)] : [text(words)]);
    });
  }

  #pieces(stretches: readonly Stretch[]): PromptItem[] {
    return stretches.flatMap((stretch): PromptItem[] => {
      switch (stretch.type) {
        case "template":
          return tokens(this.#tokenizer.encodeTemplate(stretch.text));
        case "text":
          return tokens(this.#tokenizer.encodeText(stretch.text));
        case "medium":
          return this.#bracketed(stretch);
        default:
          return stretch satisfies never;
      }
    });
  }

  #bracketed({ open, close, ...slot }: MediumStretch): PromptItem[] {
    return [...tokens(this.#tokenizer.encodeTemplate(open)), slot, ...tokens(this.#tokenizer.encodeTemplate(close))];
  }
}

type MediumStretch = Extract<Stretch, { type: "medium" }>;

/** Neighbouring words, whoever speaks them, as one text; empty ones vanish. */
function joinWords(stretches: readonly Stretch[]): (MediumStretch | { readonly type: "text"; readonly text: string })[] {
  const joined: (MediumStretch | { type: "text"; text: string })[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (stretch.type === "medium") joined.push(stretch);
    else if (last?.type === "text") last.text += stretch.text;
    else if (stretch.text !== "") joined.push({ type: "text", text: stretch.text });
  }
  return joined;
}

/** Positions that the items take in the context. */
export function countPositions(items: readonly PromptItem[]): number {
  return items.reduce((count, item) => count + (item.type === "medium" ? item.tokens : 1), 0);
}

export function modalityOf(part: MediumPart): MediaModality {
  return part.type === "medium" ? part.samples.type : part.modality;
}

function shownIn({ parts }: PromptTurn, part: PromptPart): PromptPart {
  return part.type === "text" ? part : (parts.find((made) => made.type !== "text" && made.piece === part.piece) ?? part);
}

function textsOf(parts: readonly PromptPart[]): string[] {
  return parts.flatMap((part) => (part.type === "text" && part.text.trim() !== "" ? [part.text.trim()] : []));
}

function template(text: string): Stretch {
  return { type: "template", text };
}

function text(text: string): Stretch {
  return { type: "text", text };
}

/** One pass, so that a name which contains "{text}" stays a name. */
function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function tokens(ids: readonly number[]): PromptItem[] {
  return ids.map((id) => ({ type: "token", id: tokenId(id) }));
}
