/** What the bot and the media process say to each other: jobs and answers as plain data. The answers are checked, for a hostile file may speak in them. */

import { z } from "zod";
import { FAULT_KEYS, type Telling } from "../language/language.ts";
import type { EncodeOptions, EncodedFile, FilmScene, Inspection, MediaLimits, Provenance, Span } from "./media.ts";
import { MEDIA_MODALITIES } from "../turn/modality.ts";
import type { Samples, SamplesWish } from "../turn/samples.ts";

export type Job =
  | { readonly type: "inspect"; readonly path: string }
  | { readonly type: "decode"; readonly path: string; readonly wish: SamplesWish; readonly outFolder: string }
  | { readonly type: "encode"; readonly samples: Samples; readonly options: EncodeOptions; readonly outFolder: string }
  | { readonly type: "preview"; readonly samples: Samples }
  | { readonly type: "fit"; readonly path: string; readonly maxBytes: number; readonly outFolder: string; readonly span?: Span }
  | { readonly type: "filmScene"; readonly scene: FilmScene; readonly outFolder: string }
  | { readonly type: "film"; readonly segments: readonly EncodedFile[]; readonly provenance: Provenance; readonly outFolder: string };

export interface JobResults {
  readonly inspect: Inspection;
  readonly decode: Samples;
  readonly encode: EncodedFile;
  readonly preview: string;
  readonly fit: EncodedFile;
  readonly filmScene: EncodedFile;
  readonly film: EncodedFile;
}

export interface JobRequest {
  readonly id: number;
  readonly job: Job;
}

/** `fault` says whose: the file's (AttachmentError) or Quartet's own (MediaError). */
export type JobReply =
  | { readonly type: "done"; readonly id: number; readonly result: JobResults[Job["type"]] }
  | { readonly type: "failed"; readonly id: number; readonly fault: "file" | "quartet"; readonly message: string; readonly told: Telling };

/** Handed to the process as its only argument. */
export interface ChildSettings {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly limits: MediaLimits;
}

const count = z.int().positive();
const measures = { width: count.exactOptional(), height: count.exactOptional(), durationMs: z.number().nonnegative().exactOptional() };
const encodedFile = z.object({
  path: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int().nonnegative(),
  ...measures,
  waveform: z.base64().max(344).exactOptional(),
});

const samples = z.discriminatedUnion("type", [
  z.object({ type: z.literal("image"), path: z.string(), width: count, height: count }),
  z.object({ type: z.literal("audio"), path: z.string(), sampleRateHz: count, channels: count, frames: count }),
  z.object({ type: z.literal("video"), path: z.string(), width: count, height: count, frames: count, framesPerSecond: z.number().positive() }),
]);

const telling = z.tuple([z.enum(FAULT_KEYS)], z.union([z.string(), z.number()]));

export const replySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("done"), id: z.int(), result: z.unknown() }),
  z.object({ type: z.literal("failed"), id: z.int(), fault: z.enum(["file", "quartet"]), message: z.string(), told: telling }),
]);

export const resultSchemas: { readonly [T in Job["type"]]: z.ZodType<JobResults[T]> } = {
  inspect: z.object({
    mediaType: z.string(),
    modality: z.enum(MEDIA_MODALITIES),
    sizeBytes: z.int().nonnegative(),
    ...measures,
    hasSound: z.boolean().exactOptional(),
  }),
  decode: samples,
  encode: encodedFile,
  preview: z.base64(),
  fit: encodedFile,
  filmScene: encodedFile,
  film: encodedFile,
};
