/** Reads a conversation for the microscope: the core's own prompt as JSON, its media beside it as files that people send or as decoded samples. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Prompt, PromptPart, PromptTurn } from "../core/protocol.ts";
import { MediaError } from "../errors.ts";
import type { MediaModality } from "../turn/modality.ts";
import type { PieceNumber } from "../turn/part.ts";
import type { Samples } from "../turn/samples.ts";

const count = z.int().positive();
const piece = count.transform((number) => number as PieceNumber);
const size = { path: z.string(), width: count, height: count };
const samples = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("image"), ...size }),
  z.strictObject({ type: z.literal("audio"), path: z.string(), sampleRateHz: count, channels: count, frames: count }),
  z.strictObject({ type: z.literal("video"), ...size, frames: count, framesPerSecond: z.number().positive() }),
]);
const modality = z.enum(["image", "audio", "video"]);
const caption = z.string().exactOptional();
const turns = z.array(
  z.strictObject({
    role: z.enum(["user", "bot", "made"]),
    author: z.string().exactOptional(),
    parts: z.array(
      z.union([
        z.strictObject({ type: z.literal("text"), text: z.string() }),
        z.strictObject({ type: z.literal("medium"), piece, samples, caption }),
        z.strictObject({ type: z.literal("medium"), piece, modality, file: z.string(), caption }),
        z.strictObject({ type: z.literal("caption"), piece, modality, caption: z.string() }),
      ]),
    ),
  }),
);

export type DecodeFile = (modality: MediaModality, path: string) => Promise<Samples>;

/** Paths are relative to the file. @throws MediaError where it is no such conversation. */
export async function readPrompt(path: string, decodeFile: DecodeFile): Promise<Prompt> {
  const parsed = turns.safeParse(readJson(path));
  if (!parsed.success) throw new MediaError(`${path} is no list of turns:\n${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  const folder = dirname(path);
  const located: PromptTurn[] = [];
  for (const turn of parsed.data) {
    const parts: PromptPart[] = [];
    for (const part of turn.parts) parts.push(await locate(part, folder, decodeFile));
    located.push({ ...turn, parts });
  }
  const pieces = located.flatMap((turn) => turn.parts.map((part) => (part.type === "text" ? 0 : part.piece)));
  return { conversationId: path, turns: located, nextPiece: piece.parse(Math.max(0, ...pieces) + 1) };
}

type GivenPart = z.infer<typeof turns>[number]["parts"][number];

async function locate(part: GivenPart, folder: string, decodeFile: DecodeFile): Promise<PromptPart> {
  if (part.type !== "medium") return part;
  const common = { type: part.type, piece: part.piece, ...(part.caption === undefined ? {} : { caption: part.caption }) };
  if ("samples" in part) return { ...common, samples: { ...part.samples, path: join(folder, part.samples.path) } };
  return { ...common, samples: await decodeFile(part.modality, join(folder, part.file)) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new MediaError(`${path}: expected turns as JSON, it cannot be read (${cause instanceof Error ? cause.message : cause}).`, { cause });
  }
}
