/** Makes a medium small enough for a platform: a ladder of sizes and qualities for pictures, a computed bit rate for sound and video. */

import { randomUUID } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AttachmentError } from "../errors.ts";
import { playableH264 } from "./encode.ts";
import type { Sniffed, Tools } from "./guards.ts";
import { openPicture, readPicture } from "./image.ts";
import { inspect, isPictureType } from "./inspect.ts";
import type { EncodedFile, Provenance, Span } from "./media.ts";
import { mixFilter } from "./mix.ts";
import { type Probe, probeFile } from "./probe.ts";
import { appendXmpToMp4, readProvenance, vorbisComments, xmpOf } from "./provenance.ts";
import { convertFile } from "./run-ffmpeg.ts";
import { sniffFile } from "./sniff.ts";

interface Fitting {
  readonly tools: Tools;
  readonly file: Sniffed;
  readonly maxBytes: number;
  /** Path of what is written, without its ending. */
  readonly name: string;
  readonly provenance: Provenance | undefined;
  /** Absent: all of it. */
  readonly span: Span | undefined;
}

/** The file itself where it fits already. Throws AttachmentError where no tolerable quality is small enough. */
export async function fitFile(tools: Tools, path: string, maxBytes: number, outFolder: string, span?: Span): Promise<EncodedFile> {
  const seen = await inspect(tools, path);
  if (seen.sizeBytes <= maxBytes && span === undefined) return describe(path, seen);
  const fitting = {
    tools,
    file: { path, type: await sniffFile(path) },
    maxBytes,
    name: join(outFolder, randomUUID()),
    provenance: await readProvenance(path),
    span,
  };
  const output = isPictureType(fitting.file.type) ? await fitPicture(fitting) : await fitStreams(fitting);
  if (output === undefined) {
    throw new AttachmentError(`The ${seen.mediaType} file of ${seen.sizeBytes} bytes cannot be made to fit into ${maxBytes} bytes.`, [
      "tooLargeToSend",
    ]);
  }
  return describe(output, await inspect(tools, output));
}

function describe(path: string, { mediaType, sizeBytes, width, height, durationMs }: Awaited<ReturnType<typeof inspect>>): EncodedFile {
  return {
    ...{ path, mediaType, sizeBytes },
    ...(width === undefined || height === undefined ? {} : { width, height }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
}

const PICTURE_LADDER: readonly (readonly [scale: number, quality: number])[] = [
  [1, 92],
  [1, 80],
  [0.75, 80],
  [0.5, 80],
  [0.5, 60],
  [0.35, 60],
  [0.25, 50],
  [0.15, 40],
];

/** JPEG, or WebP where there is transparency or motion to keep. */
async function fitPicture({ tools, file, maxBytes, name, provenance }: Fitting): Promise<string | undefined> {
  const { width, height, delaysMs } = await readPicture(tools, file);
  const isAnimated = delaysMs.length > 1;
  // All frames of an animation are opened as one tall picture.
  if (isAnimated && width * height * delaysMs.length > tools.limits.maxPixels) return undefined;
  for (const [scale, quality] of PICTURE_LADDER) {
    const source = await openPicture(tools, file, 0, isAnimated ? -1 : 1);
    const asWebp = isAnimated || (await source.metadata()).hasAlpha;
    const upright = source
      .autoOrient()
      .resize({ width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), fit: "fill" });
    const marked = provenance === undefined ? upright : upright.withXmp(xmpOf(provenance));
    const output = `${name}.${asWebp ? "webp" : "jpg"}`;
    const { size } = await (asWebp ? marked.webp({ quality }) : marked.jpeg({ quality, mozjpeg: true })).toFile(output);
    if (size <= maxBytes) return output;
    await rm(output);
  }
  return undefined;
}

/** Each attempt aims lower, for an encoder does not hit its bit rate exactly. */
const AIMS = [0.92, 0.75, 0.55];
const LEAST_SOUND_BITS_PER_SECOND = 8_000;
const MOST_SOUND_BITS_PER_SECOND = 128_000;
const LEAST_VIDEO_BITS_PER_SECOND = 40_000;

async function fitStreams(fitting: Fitting): Promise<string | undefined> {
  const probe = await probeFile(fitting.tools, fitting.file);
  for (const aim of AIMS) {
    const bitsPerSecond = (fitting.maxBytes * 8 * aim) / Math.max(0.1, (fitting.span ?? probe).durationMs / 1000);
    const output = await fitStream(fitting, probe, bitsPerSecond);
    if (output === undefined) return undefined;
    if ((await stat(output)).size <= fitting.maxBytes) return output;
    await rm(output);
  }
  return undefined;
}

async function fitStream(fitting: Fitting, { picture, sound }: Probe, bitsPerSecond: number): Promise<string | undefined> {
  if (picture !== undefined) return fitVideo(fitting, sound, picture, bitsPerSecond);
  return sound === undefined ? undefined : fitSound(fitting, sound, bitsPerSecond);
}

async function fitSound(
  { tools, file, name, provenance, span }: Fitting,
  sound: NonNullable<Probe["sound"]>,
  bitsPerSecond: number,
): Promise<string | undefined> {
  if (bitsPerSecond < LEAST_SOUND_BITS_PER_SECOND) return undefined;
  const rate = Math.min(MOST_SOUND_BITS_PER_SECOND, Math.floor(bitsPerSecond));
  const mix = mixFilter(sound.channels, rate < 32_000 || sound.channels === 1 ? 1 : 2, 48_000);
  const output = `${name}.ogg`;
  const comments = provenance === undefined ? [] : vorbisComments(provenance);
  const codec = ["-c:a", "libopus", "-b:a", String(rate), "-vbr", "constrained"];
  await convertFile(tools, file, {
    inputOptions: within(span),
    outputOptions: ["-map", `0:${sound.stream}`, "-vn", "-sn", "-dn", "-map_metadata", "-1", "-af", mix, ...codec, ...comments, "-f", "ogg"],
    output,
  });
  return output;
}

/** Two passes: the first learns where the bits are needed, the second spends them. */
async function fitVideo(
  { tools, file, name, provenance, span }: Fitting,
  sound: Probe["sound"],
  picture: NonNullable<Probe["picture"]>,
  bitsPerSecond: number,
): Promise<string | undefined> {
  const soundRate = sound === undefined ? 0 : Math.round(Math.min(96_000, Math.max(24_000, bitsPerSecond * 0.15)));
  const rate = Math.floor(bitsPerSecond - soundRate);
  if (rate < LEAST_VIDEO_BITS_PER_SECOND) return undefined;
  const { width, height } = affordableSize(picture, rate);
  const video = [
    "-map",
    `0:${picture.stream}`,
    "-sn",
    "-dn",
    "-vf",
    `scale=${width}:${height}:flags=lanczos`,
    ...playableH264,
    "-b:v",
    String(rate),
    "-passlogfile",
    name,
  ];
  const heard = sound === undefined ? ["-an"] : heardAs(sound, soundRate);
  const output = `${name}.mp4`;
  try {
    const inputOptions = within(span);
    await convertFile(tools, file, { inputOptions, outputOptions: [...video, "-an", "-pass", "1"], output });
    await convertFile(tools, file, { inputOptions, outputOptions: [...video, ...heard, "-pass", "2"], output });
  } finally {
    await Promise.all([`${name}-0.log`, `${name}-0.log.mbtree`].map((log) => rm(log, { force: true })));
  }
  if (provenance !== undefined) await appendXmpToMp4(output, provenance);
  return output;
}

function heardAs({ stream, channels }: NonNullable<Probe["sound"]>, bitsPerSecond: number): readonly string[] {
  return ["-map", `0:${stream}`, "-af", mixFilter(channels, channels === 1 ? 1 : 2, 48_000), "-c:a", "aac", "-b:a", String(bitsPerSecond)];
}

function within(span: Span | undefined): readonly string[] {
  return span === undefined ? [] : ["-ss", String(span.startMs / 1000), "-t", String(span.durationMs / 1000)];
}

/** x264 needs about 0.05 bits a pixel to look tolerable; fewer bits get fewer pixels. */
function affordableSize({ width, height, framesPerSecond }: NonNullable<Probe["picture"]>, bitsPerSecond: number): { width: number; height: number } {
  const pixels = bitsPerSecond / (0.05 * Math.min(60, framesPerSecond || 25));
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)));
  const even = (side: number) => Math.max(16, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}
