/** Words as a reader sees them, whatever letters they were written with: "S 3 X", "ѕех" and "s.e.x" are one and the same. */

/** Letters of other scripts that look like Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ а: "a", е: "e", о: "o", р: "p", с: "c", х: "x", у: "y", і: "i", ѕ: "s", к: "k", м: "m", т: "t", в: "b", н: "h", ԁ: "d" },
  ...{ α: "a", ε: "e", ο: "o", ρ: "p", ν: "v", ι: "i", κ: "k", τ: "t", υ: "u", χ: "x" },
};

/** "1" and "|" are read as i or as l. */
const DIGITS: Readonly<Record<string, string>> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "€": "e",
  "+": "t",
};

export interface Token {
  /** Lower case, without marks; digits stay. */
  readonly plain: string;
  /** Other readings: with digits for letters, and stretched letters drawn together. */
  readonly readings: readonly string[];
}

/** Without marks and what nobody sees, in lower case, with look-alike letters made Latin. */
export function plainly(text: string): string {
  const marked = text.normalize("NFKD").replaceAll(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");
  const lower = marked.toLowerCase().replaceAll("ß", "ss").replaceAll(/['’`]/g, "");
  return lower.replaceAll(/[а-яѐ-ԯα-ω]/g, (letter) => LOOKALIKES[letter] ?? letter);
}

/** The words in their order; single letters in a row also count as the word that they spell. */
export function tokensOf(text: string): readonly Token[] {
  const chunks = plainly(text)
    .split(/[\s\-_.,:;/\\()[\]{}"“”„»«?~#<>=&^%]+/)
    .map((chunk) => chunk.replace(/^[!*|+]+|[!*|+]+$/g, ""))
    .filter(Boolean);
  return [...chunks.map(tokenOf), ...spelledOut(chunks).map(tokenOf)];
}

function tokenOf(chunk: string): Token {
  if (isPlain(chunk)) return { plain: chunk, readings: [chunk] };
  const isNumber = /^\d+$/.test(chunk);
  const read = (one: string) => [...chunk].map((letter) => (letter === "1" || letter === "|" ? one : (DIGITS[letter] ?? letter))).join("");
  const spellings = isNumber ? [] : [...new Set([chunk, read("i"), read("l")])];
  const drawn = spellings.flatMap((word) => [word, word.replaceAll(/(.)\1{2,}/g, "$1"), word.replaceAll(/(.)\1{2,}/g, "$1$1")]);
  return { plain: chunk, readings: [...new Set(drawn)] };
}

/** Most words have one reading, and every answer is read at each of its tokens. */
function isPlain(chunk: string): boolean {
  return /^[a-z]+$/.test(chunk) && !/(.)\1\1/.test(chunk);
}

const MAX_SPELLED = 14;

/** Every run of chunks of one or two letters, most of them single: "s e x", "po r n". */
function spelledOut(chunks: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (const [start] of chunks.entries()) {
    let [word, singles, count] = ["", 0, 0];
    for (const chunk of chunks.slice(start, start + MAX_SPELLED)) {
      if (chunk.length > 2) break;
      word += chunk;
      count += 1;
      singles += chunk.length === 1 ? 1 : 0;
      if (count > 1 && 2 * singles >= count && /\D/.test(word)) words.push(word);
    }
  }
  return words;
}
