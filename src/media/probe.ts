/** Asks ffprobe which streams a sound or video file has, how large they are, which way up, and how long. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { AttachmentError } from "../errors.ts";
import { type Sniffed, type Tools, inputGuards, isDecoded, probeGuards } from "./guards.ts";

export interface Probe {
  readonly durationMs: number;
  /** Upright size in square pixels, after the rotation that a phone writes into the file. `stream` counts all streams of the file from 0, as ffmpeg's -map does. */
  readonly picture?: { readonly stream: number; readonly width: number; readonly height: number; readonly framesPerSecond: number };
  readonly sound?: { readonly stream: number; readonly channels: number };
}

/** Throws AttachmentError where the file cannot be read, holds nothing, or exceeds the limits on pixels and duration. */
export async function probeFile(tools: Tools, file: Sniffed): Promise<Probe> {
  const { streams, format } = probeSchema.parse(JSON.parse(await ffprobe(tools, file, ["-show_streams", "-show_format"])));
  const decoded = streams.filter(({ codec_name: codec }) => codec !== undefined && isDecoded(file.type, codec));
  const video = decoded.find((stream) => stream.codec_type === "video" && stream.disposition?.attached_pic !== 1 && stream.width !== undefined);
  const audio = decoded.find((stream) => stream.codec_type === "audio" && stream.channels !== undefined && stream.channels > 0);
  if (video === undefined && audio === undefined)
    throw new AttachmentError(`The ${file.type} file has neither a picture nor a sound stream.`, ["fileWithoutMedia"]);
  const declared = Number(format?.duration) * 1000;
  const durationMs = declared > 0 ? declared : await durationByPackets(tools, file, (audio ?? video)?.index ?? 0);
  const probe: Probe = {
    durationMs: Math.round(durationMs),
    ...(video === undefined ? {} : { picture: pictureOf(video) }),
    ...(audio === undefined ? {} : { sound: { stream: audio.index, channels: audio.channels ?? 0 } }),
  };
  checkLimits(probe, tools);
  return probe;
}

/** A tag may hold anything; what is no number is no rotation. */
const degrees = z.coerce.number().optional().catch(undefined);
const streamSchema = z.object({
  index: z.int().nonnegative(),
  codec_name: z.string().optional(),
  codec_type: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  channels: z.number().optional(),
  sample_aspect_ratio: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  tags: z.object({ rotate: degrees }).optional(),
  side_data_list: z.array(z.object({ rotation: degrees })).optional(),
});
const probeSchema = z.object({ streams: z.array(streamSchema).default([]), format: z.object({ duration: z.string().optional() }).optional() });
type Stream = z.infer<typeof streamSchema>;

function pictureOf(stream: Stream): NonNullable<Probe["picture"]> {
  const rotation = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? stream.tags?.rotate ?? 0;
  const [width, height] = [Math.round((stream.width ?? 0) * pixelRatioOf(stream)), stream.height ?? 0];
  const isTurned = Math.abs(Math.round(rotation / 90)) % 2 === 1;
  const [frames = 0, seconds = 0] = (stream.avg_frame_rate ?? "").split("/").map(Number);
  const framesPerSecond = frames > 0 && seconds > 0 ? frames / seconds : 0;
  const size = isTurned ? { width: height, height: width } : { width, height };
  return { stream: stream.index, ...size, framesPerSecond };
}

/** How wide a pixel is in its heights: camcorders store 1440 x 1080 and mean 1920. 1 where nothing is said. */
function pixelRatioOf({ sample_aspect_ratio: ratio = "" }: Stream): number {
  const [width = 0, height = 0] = ratio.split(":").map(Number);
  return width > 0 && height > 0 ? width / height : 1;
}

function checkLimits({ picture, durationMs }: Probe, { limits }: Tools): void {
  if (picture !== undefined && (picture.width * picture.height > limits.maxPixels || picture.width * picture.height === 0)) {
    throw new AttachmentError(`A frame has ${picture.width} x ${picture.height} pixels; expected at most ${limits.maxPixels} pixels.`, [
      "videoTooLarge",
      picture.width,
      picture.height,
    ]);
  }
  if (durationMs > limits.maxDurationMs) {
    throw new AttachmentError(`The file lasts ${durationMs} ms; expected at most ${limits.maxDurationMs} ms.`, [
      "tooLong",
      durationMs,
      limits.maxDurationMs,
    ]);
  }
}

/** A browser's recorder writes no duration: then the end of the last packet tells it. */
async function durationByPackets(tools: Tools, file: Sniffed, stream: number): Promise<number> {
  const rows = (await ffprobe(tools, file, ["-select_streams", String(stream), "-show_entries", "packet=pts_time,duration_time"])).matchAll(
    /"pts_time": "([\d.]+)"(?:,\s*"duration_time": "([\d.]+)")?/g,
  );
  let endSeconds = 0;
  for (const [, start, length] of rows) endSeconds = Math.max(endSeconds, Number(start) + Number(length ?? 0));
  return endSeconds * 1000;
}

/** Called here and not through fluent-ffmpeg, whose reading of ffprobe's plain output can be misled by line breaks inside tags; this is JSON. */
async function ffprobe(tools: Tools, file: Sniffed, show: readonly string[]): Promise<string> {
  const options = [...inputGuards(file.type, tools.limits), ...probeGuards(file.type), ...show, "-of", "json", "-i", `file:${file.path}`];
  try {
    const { stdout } = await promisify(execFile)(tools.ffprobe, options, {
      maxBuffer: 64 * 1024 * 1024,
      timeout: tools.limits.jobTimeoutMs,
      windowsHide: true,
    });
    return stdout;
  } catch (cause) {
    const isForeign = String((cause as { readonly stderr?: string }).stderr).includes("not on whitelist");
    throw new AttachmentError(`ffprobe cannot read the ${file.type} file.`, [isForeign ? "fileUnreadable" : "fileDamaged"], cause);
  }
}
