/** Who made what, and how one piece led to another, in words. */

import { captionOf } from "../conversation/captions.ts";
import type { Sentences } from "../language/language.ts";
import { type BoardDialect, MODALITY_SIGNS, shorten } from "./board.ts";
import { ancestryOf, type Studio, type StudioPiece } from "./studio.ts";

type Tame = BoardDialect["tame"];
const AS_THEY_ARE: Tame = (words) => words;

export function creditsOf(studio: Studio, pack: string, sentences: Sentences["studio"], tame = AS_THEY_ARE): string {
  const { credits } = sentences;
  const members = studio.roster.flatMap((member) => {
    const own = studio.pieces.filter(({ author }) => author.id === member.id);
    return own.length === 0
      ? []
      : [
          `- ${credits.member(
            tame(member.name),
            own.map((piece) => creditOf(piece, sentences)),
          )}`,
        ];
  });
  return [`**${tame(studio.title) || sentences.untitled}**`, credits.title, ...members, credits.made(pack)].join("\n");
}

function creditOf({ number, voters }: StudioPiece, { credits }: Sentences["studio"]): string {
  return voters.length === 0 ? `#${number}` : `#${number} (${credits.votes(voters.length)})`;
}

const MAX_CAPTION = 120;
/** Further steps are no longer indented. */
export const MAX_DEPTH = 8;

/** One line an ancestor, indented by how far it is from the beginning. */
export function lineageOf(pieces: readonly StudioPiece[], piece: StudioPiece, sentences: Sentences["studio"], tame = AS_THEY_ARE): string {
  const depths = depthsOf(pieces);
  const lines = ancestryOf(pieces, piece).map((each) => {
    const from = each.parents.length === 0 ? sentences.lineage.first : sentences.from(each.parents.map((parent) => `#${parent}`));
    const indent = "  ".repeat(Math.min(MAX_DEPTH, depths.get(each.number) ?? 0));
    return `${indent}- #${each.number} ${MODALITY_SIGNS[each.part.type]} ${tame(titleOf(each))} · ${tame(each.author.name)} · ${from}`;
  });
  const branches = piece.branches.length === 0 ? [] : [sentences.lineage.branches(piece.branches.map((branch) => `#${branch}`))];
  return [...lines, ...branches].join("\n");
}

/** How many steps each piece is away from its first ancestor. */
export function depthsOf(pieces: readonly StudioPiece[]): ReadonlyMap<number, number> {
  const depths = new Map<number, number>();
  for (const { number, parents } of pieces) depths.set(number, Math.max(0, ...parents.map((parent) => (depths.get(parent) ?? -1) + 1)));
  return depths;
}

export function titleOf({ part, words }: StudioPiece): string {
  return shorten((part.caption || words || captionOf(part)).replaceAll(/\s+/g, " ").trim(), MAX_CAPTION);
}
