/** What the bot must know of a pack. */

import { MEDIA_MODALITIES, type MediaModality } from "../../turn/modality.ts";
import type { SamplesWish } from "../../turn/samples.ts";
import type { PackSummary } from "../protocol.ts";
import { describeDevice } from "../runtime/device.ts";
import type { AudioPreprocess, ImagePreprocess, Manifest, VideoPreprocess } from "./manifest.ts";
import type { Pack } from "./pack.ts";

/** Begin and end token, and up to four tokens of its number ("#123"). */
const FRAME_TOKENS = 6;

export function summarise({ manifest, manifestSha256, device }: Pick<Pack, "manifest" | "manifestSha256" | "device">): PackSummary {
  return {
    name: manifest.name,
    version: manifest.version,
    licence: manifest.licence,
    manifestSha256,
    notes: manifest.notes,
    contextTokens: manifest.llm.contextTokens,
    maxNewTokens: manifest.sampling.maxTokens,
    mediaTokens: mediaTokens(manifest),
    inputs: wishes(manifest.inputs),
    outputs: MEDIA_MODALITIES.filter((modality) => manifest.outputs[modality]),
    device: describeDevice(device),
  };
}

function mediaTokens({ inputs }: Manifest): Partial<Record<MediaModality, number>> {
  const counted = MEDIA_MODALITIES.map((modality) => [modality, inputs[modality]?.tokens] as const);
  return Object.fromEntries(counted.flatMap(([modality, tokens]) => (tokens === undefined ? [] : [[modality, tokens + FRAME_TOKENS]])));
}

function wishes({ image, audio, video }: Manifest["inputs"]): Partial<Record<MediaModality, SamplesWish>> {
  return {
    ...(image && { image: imageWish(image.preprocess) }),
    ...(audio && { audio: audioWish(audio.preprocess) }),
    ...(video && { video: videoWish(video.preprocess) }),
  };
}

/** Twice the size on the longer side: a 2:1 picture still has every pixel that "cover" uses, and the encoder's own resize decides the rest. */
function imageWish({ size }: ImagePreprocess): SamplesWish {
  return { type: "image", maxSide: Math.max(512, 2 * size) };
}

/** Fbank clips are spread over the whole file, so that it is taken up to a length that nobody should exceed in a chat. */
function audioWish(preprocess: AudioPreprocess): SamplesWish {
  const seconds = preprocess.type === "log-mel" ? preprocess.samples / preprocess.sampleRateHz : 60;
  return {
    type: "audio",
    sampleRateHz: preprocess.sampleRateHz,
    channels: preprocess.type === "log-mel" ? 1 : 2,
    maxDurationMs: Math.ceil(seconds * 1000),
  };
}

/** Twice as many frames as are used: the middles of their intervals, which the encoder wants, are then frames of their own. */
function videoWish(preprocess: VideoPreprocess): SamplesWish {
  const maxSide = Math.max(128, 2 * preprocess.size);
  if (preprocess.type === "imagebind-clips") return { type: "video", maxSide, framesPerSecond: 8, maxDurationMs: 60_000 };
  return {
    type: "video",
    maxSide,
    framesPerSecond: (2 * preprocess.frames) / preprocess.seconds,
    maxDurationMs: Math.ceil(preprocess.seconds * 1000),
  };
}
