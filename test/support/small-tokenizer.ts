/** A byte-level BPE tokenizer.json of the storybook's kind, small enough to be made on the spot. */

export const CONTROL_TOKENS = ["<s>", "</s>", "<|user|>", "<|bot|>", "<|made|>", "<img>", "</img>", "[IMG0]", "[IMG1]", "[AUD0]", "[AUD1]"];

const MERGES = ["h e", "l l", "he ll", "hell o", "\u0120 w", "o r"];

export function smallTokenizerJson(options: { readonly special?: boolean } = {}): object {
  const pieces = [...CONTROL_TOKENS, ...byteAlphabet(), ...MERGES.map((merge) => merge.replace(" ", ""))];
  const id = (content: string) => pieces.indexOf(content);
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: CONTROL_TOKENS.map((content) => ({
      id: id(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: options.special ?? true,
    })),
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(pieces.map((piece, index) => [piece, index])),
      merges: MERGES,
    },
  };
}

/** GPT-2's printable stand-ins for the 256 bytes, in byte order. */
function byteAlphabet(): string[] {
  let spare = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    return String.fromCodePoint(isPrintable ? byte : spare++);
  });
}
