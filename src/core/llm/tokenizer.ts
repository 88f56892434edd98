/** Text to token ids and back. What people type can never become a control token; pure TypeScript, so that the bot counts with it too. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer as HuggingFaceTokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { PackError } from "../../errors.ts";
import { MEDIA_MODALITIES } from "../../turn/modality.ts";
import type { Manifest } from "../packs/manifest.ts";

export type TokenId = number & { readonly __brand: "TokenId" };

/** The one place that calls a number a token. */
export function tokenId(value: number): TokenId {
  return value as TokenId;
}

const tokenizerJson = z.looseObject({ added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string(), special: z.boolean() })) });

/** Reads the tokenizer.json that the manifest names; its other added tokens (runs of spaces) stay text. */
export function loadTokenizer(folder: string, manifest: Manifest): Tokenizer {
  const { file } = manifest.tokenizer;
  const named = MEDIA_MODALITIES.flatMap((modality) => {
    const input = manifest.inputs[modality];
    return [...(manifest.outputs[modality]?.signals ?? []), ...(input ? [input.open, input.close] : [])];
  });
  try {
    return new Tokenizer(JSON.parse(readFileSync(join(folder, file), "utf8")), [...named, ...manifest.prompt.stop]);
  } catch (error) {
    throw new PackError(file, "expected a tokenizer.json as the Hugging Face tokenizers library writes it; export the pack again.", error);
  }
}

export class Tokenizer {
  readonly #template: HuggingFaceTokenizer;
  readonly #text: HuggingFaceTokenizer;
  readonly #control: ReadonlySet<number>;

  /** `control` names added tokens that are not marked as special and yet must never come from people's text. */
  constructor(json: unknown, control: readonly string[] = []) {
    const parsed = tokenizerJson.parse(json);
    const isControl = (token: { special: boolean; content: string }) => token.special || control.includes(token.content);
    this.#control = new Set(parsed.added_tokens.filter(isControl).map((token) => token.id));
    this.#template = new HuggingFaceTokenizer(parsed, {});
    this.#text = new HuggingFaceTokenizer({ ...parsed, added_tokens: parsed.added_tokens.filter((token) => !isControl(token)) }, {});
  }

  /** For text of people and models: "<s>" becomes the letters that it is made of. */
  encodeText(text: string): TokenId[] {
    const ids: readonly number[] = this.#text.encode(text, { add_special_tokens: false }).ids;
    if (!ids.some((id) => this.#control.has(id))) return ids.map(tokenId);
    // A tokenizer that takes whole words from its vocabulary can still name one: cut in two until no piece does, nothing is a control token.
    const letters = [...text];
    const middle = letters.length >> 1;
    return middle === 0 ? [] : [letters.slice(0, middle), letters.slice(middle)].flatMap((half) => this.encodeText(half.join("")));
  }

  /** For the manifest's own strings, where control tokens are meant. */
  encodeTemplate(text: string): TokenId[] {
    return this.#template.encode(text, { add_special_tokens: false }).ids.map(tokenId);
  }

  /** @throws PackError where `content` is not exactly one token. */
  tokenOf(content: string): TokenId {
    const [id, ...rest] = this.encodeTemplate(content);
    if (id === undefined || rest.length > 0)
      throw new PackError("tokenizer.json", `expected "${content}" to be one token, it is ${rest.length + (id === undefined ? 0 : 1)}.`);
    return id;
  }

  isControl(id: TokenId): boolean {
    return this.#control.has(id);
  }

  /** Without control tokens; bytes that are no UTF-8 become U+FFFD. */
  decode(ids: readonly TokenId[]): string {
    const spoken = ids.filter((id) => !this.#control.has(id));
    return spoken.length === 0 ? "" : this.#template.decode(spoken, { clean_up_tokenization_spaces: false });
  }
}
