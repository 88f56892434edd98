/** Reads a conversation for the microscope: the core's own prompt as JSON, its media as files of decoded samples beside it. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Prompt } from "../core/protocol.ts";
import { MediaError } from "../errors.ts";
import type { PieceNumber } from "../turn/part.ts";

const count = z.int().positive();
const piece = count.transform((number) => number as PieceNumber);
const size = { path: z.string(), width: count, height: count };
const samples = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("image"), ...size }),
  z.strictObject({ type: z.literal("audio"), path: z.string(), sampleRateHz: count, channels: count, frames: count }),
  z.strictObject({ type: z.literal("video"), ...size, frames: count, framesPerSecond: z.number().positive() }),
]);
const turns = z.array(
  z.strictObject({
    role: z.enum(["user", "bot", "made"]),
    author: z.string().exactOptional(),
    parts: z.array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("text"), text: z.string() }),
        z.strictObject({ type: z.literal("medium"), piece, samples, caption: z.string().exactOptional() }),
        z.strictObject({ type: z.literal("caption"), piece, modality: z.enum(["image", "audio", "video"]), caption: z.string() }),
      ]),
    ),
  }),
);

/** Paths of samples are relative to the file. @throws MediaError where it is no such conversation. */
export function readPrompt(path: string): Prompt {
  const parsed = turns.safeParse(readJson(path));
  if (!parsed.success) throw new MediaError(`${path} is no list of turns:\n${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  const folder = dirname(path);
  const located = parsed.data.map((turn) => ({
    ...turn,
    parts: turn.parts.map((part) =>
      part.type === "medium" ? { ...part, samples: { ...part.samples, path: join(folder, part.samples.path) } } : part,
    ),
  }));
  const pieces = located.flatMap((turn) => turn.parts.map((part) => (part.type === "text" ? 0 : part.piece)));
  return { conversationId: path, turns: located, nextPiece: piece.parse(Math.max(0, ...pieces) + 1) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new MediaError(`${path}: expected turns as JSON, it cannot be read (${cause instanceof Error ? cause.message : cause}).`, { cause });
  }
}
