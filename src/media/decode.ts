/** From a file of unknown origin to the samples that an encoder of a pack wants. */

import { randomUUID } from "node:crypto";
import { open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AttachmentError, MediaError } from "../errors.ts";
import type { AudioSamples, ImageSamples, Samples, SamplesWish, VideoSamples } from "../turn/samples.ts";
import type { Sniffed, Tools } from "./guards.ts";
import { decodePage, decodePicture, readPicture } from "./image.ts";
import { isPictureType } from "./inspect.ts";
import { mixFilter } from "./mix.ts";
import { type Probe, probeFile } from "./probe.ts";
import { convertFile } from "./run-ffmpeg.ts";
import { sniffFile } from "./sniff.ts";

type Wish<T extends SamplesWish["type"]> = Extract<SamplesWish, { type: T }>;

/** Any medium gives an image (its first frame) or, if it moves or not, a video; only what has sound gives audio. Throws AttachmentError. */
export async function decode(tools: Tools, path: string, wish: SamplesWish, outFolder: string): Promise<Samples> {
  const file: Sniffed = { path, type: await sniffFile(path) };
  const output = join(outFolder, `${randomUUID()}.${wish.type === "audio" ? "f32" : "rgb"}`);
  try {
    return await decodeTo(tools, file, wish, output);
  } catch (error) {
    await rm(output, { force: true });
    throw error;
  }
}

function decodeTo(tools: Tools, file: Sniffed, wish: SamplesWish, output: string): Promise<Samples> {
  const isPicture = isPictureType(file.type);
  switch (wish.type) {
    case "image":
      return isPicture ? decodePicture(tools, file, wish.maxSide, output) : decodeFirstFrame(tools, file, wish, output);
    case "audio":
      return decodeSound(tools, file, wish, output);
    case "video":
      return isPicture ? decodeAnimation(tools, file, wish, output) : decodeVideo(tools, file, wish, output);
    default:
      return wish satisfies never;
  }
}

async function decodeFirstFrame(tools: Tools, file: Sniffed, { maxSide }: Wish<"image">, output: string): Promise<ImageSamples> {
  const picture = await pictureIn(tools, file);
  const { width, height } = fitInside(picture, maxSide);
  const frames = await writeFrames(tools, file, { picture, width, height, maxFrames: 1, maxDurationMs: 1000 }, output);
  if (frames === 0) throw withoutFrames(file);
  return { type: "image", path: output, width, height };
}

async function decodeSound(tools: Tools, file: Sniffed, wish: Wish<"audio">, output: string): Promise<AudioSamples> {
  const noSound = () => new AttachmentError(`The ${file.type} file has no sound.`, ["noSound"]);
  const sound = isPictureType(file.type) ? undefined : (await probeFile(tools, file)).sound;
  if (sound === undefined) throw noSound();
  const { sampleRateHz, channels, maxDurationMs } = wish;
  const most = Math.ceil((maxDurationMs * sampleRateHz) / 1000);
  const filter = `${mixFilter(sound.channels, channels === 1 ? 1 : 2, sampleRateHz)},aformat=sample_fmts=flt,atrim=end_sample=${most}`;
  await convertFile(tools, file, {
    inputOptions: ["-t", String(maxDurationMs / 1000 + 1)],
    outputOptions: ["-map", `0:${sound.stream}`, "-vn", "-sn", "-dn", "-af", filter, "-c:a", "pcm_f32le", "-f", "f32le"],
    output,
  });
  const values = await cleanFloats(output);
  const frames = Math.floor(values / channels);
  if (frames === 0) throw new AttachmentError(`The ${file.type} file decodes to nothing.`, ["soundDamaged"]);
  return { type: "audio", path: output, sampleRateHz, channels, frames };
}

/** Codecs overshoot [-1, 1], and a hostile WAV file may hold NaN or infinity: both end here. Gives the number of values. */
async function cleanFloats(path: string): Promise<number> {
  const bytes = await readFile(path);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
  for (const [index, value] of values.entries()) {
    if (!(value >= -1 && value <= 1)) values[index] = Number.isNaN(value) ? 0 : Math.sign(value);
  }
  await writeFile(path, bytes);
  return values.length;
}

/** A clip that is shorter than half a frame at the wished rate is a video of its first one. */
async function decodeVideo(tools: Tools, file: Sniffed, wish: Wish<"video">, output: string): Promise<VideoSamples> {
  const { framesPerSecond, maxDurationMs } = wish;
  const picture = await pictureIn(tools, file);
  const { width, height } = fitInside(picture, wish.maxSide);
  const wanted = { picture, width, height, maxDurationMs };
  const frames =
    (await writeFrames(tools, file, { ...wanted, maxFrames: framesOf(wish), framesPerSecond }, output)) ||
    (await writeFrames(tools, file, { ...wanted, maxFrames: 1 }, output));
  if (frames === 0) throw withoutFrames(file);
  return { type: "video", path: output, width, height, frames, framesPerSecond };
}

interface WantedFrames {
  readonly picture: NonNullable<Probe["picture"]>;
  readonly width: number;
  readonly height: number;
  readonly maxFrames: number;
  readonly maxDurationMs: number;
  /** Absent: at the file's own rate. */
  readonly framesPerSecond?: number;
}

/** Frames that become smaller are reduced by area averaging, all others stay as they are; ffmpeg turns them upright. Gives how many there are. */
async function writeFrames(tools: Tools, file: Sniffed, wanted: WantedFrames, output: string): Promise<number> {
  const { picture, width, height, maxFrames, maxDurationMs, framesPerSecond } = wanted;
  checkSize(tools, width * height * 3 * maxFrames);
  const kernel = width < picture.width ? "area" : "bicubic";
  const scale = `scale=${width}:${height}:flags=${kernel}+accurate_rnd+full_chroma_int`;
  const filter = framesPerSecond === undefined ? scale : `fps=${framesPerSecond},${scale}`;
  const raw = ["-frames:v", String(maxFrames), "-pix_fmt", "rgb24", "-f", "rawvideo"];
  await convertFile(tools, file, {
    inputOptions: ["-t", String(maxDurationMs / 1000 + 1)],
    outputOptions: ["-map", `0:${picture.stream}`, "-an", "-sn", "-dn", "-vf", filter, ...raw],
    output,
  });
  return Math.floor((await stat(output)).size / (width * height * 3));
}

async function pictureIn(tools: Tools, file: Sniffed): Promise<NonNullable<Probe["picture"]>> {
  const { picture } = await probeFile(tools, file);
  if (picture === undefined) throw new AttachmentError(`The ${file.type} file has no pictures.`, ["noPictures"]);
  return picture;
}

function withoutFrames(file: Sniffed): AttachmentError {
  return new AttachmentError(`The ${file.type} file decodes to no frame.`, ["videoDamaged"]);
}

/** Each frame shows the page that is on screen at its time; a still picture is a video of one frame. */
async function decodeAnimation(tools: Tools, file: Sniffed, wish: Wish<"video">, output: string): Promise<VideoSamples> {
  const { delaysMs, width, height } = await readPicture(tools, file);
  const size = fitInside({ width, height }, wish.maxSide);
  const pages = pagesOnScreen(delaysMs, wish);
  checkSize(tools, size.width * size.height * 3 * pages.length);
  let shown: { page: number; data: Buffer; width: number; height: number } = { page: -1, data: Buffer.alloc(0), ...size };
  await using sink = await open(output, "w");
  for (const page of pages) {
    if (page !== shown.page) shown = { page, ...(await decodePage(tools, file, page, wish.maxSide)) };
    await sink.appendFile(shown.data);
  }
  return { type: "video", path: output, width: shown.width, height: shown.height, frames: pages.length, framesPerSecond: wish.framesPerSecond };
}

function pagesOnScreen(delaysMs: readonly number[], wish: Wish<"video">): readonly number[] {
  const durationMs = delaysMs.length === 1 ? 0 : delaysMs.reduce((sum, delayMs) => sum + delayMs, 0);
  const frames = Math.min(framesOf(wish), Math.max(1, Math.round((durationMs * wish.framesPerSecond) / 1000)));
  let page = 0;
  let pageEndsMs = delaysMs[0] ?? 0;
  return Array.from({ length: frames }, (_, frame) => {
    while ((frame * 1000) / wish.framesPerSecond >= pageEndsMs && page < delaysMs.length - 1) pageEndsMs += delaysMs[++page] ?? 0;
    return page;
  });
}

function framesOf({ maxDurationMs, framesPerSecond }: Wish<"video">): number {
  return Math.max(1, Math.ceil((maxDurationMs * framesPerSecond) / 1000));
}

function fitInside({ width, height }: Pick<NonNullable<Probe["picture"]>, "width" | "height">, maxSide: number): { width: number; height: number } {
  const scale = Math.min(1, maxSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function checkSize({ limits }: Tools, bytes: number): void {
  if (bytes > limits.maxSamplesBytes)
    throw new MediaError(
      `The wish asks for ${bytes} bytes of samples; expected at most ${limits.maxSamplesBytes}. Ask for a smaller side or fewer frames.`,
    );
}
