/** A condition becomes a medium: noise, denoising steps with guidance, and what turns latents into samples. */

import { PackError } from "../../errors.ts";
import type { MediaModality } from "../../turn/modality.ts";
import { resize } from "../encoders/resize.ts";
import type { Manifest, VideoOutput } from "../packs/manifest.ts";
import { graphOf, type Pack } from "../packs/pack.ts";
import { movesFirstFrame } from "../packs/roles.ts";
import { runGraph, type Steps } from "../runtime/graph-run.ts";
import { type Float32Tensor, float32 } from "../runtime/tensor.ts";
import { type Denoising, denoise } from "./denoise.ts";
import type { GeneratedAudio, GeneratedImage, GeneratedSamples, GeneratedVideo } from "./generated-samples.ts";
import { fromPicture, numbersOf, previewOf, toRgb, toWave } from "./pixels.ts";

export interface DecodeOptions {
  /** Unsigned 32-bit; the same seed gives the same medium on every machine up to the rounding of its graphs. */
  readonly seed: number;
  readonly steps?: number;
  readonly guidance?: number;
  /** Latents to begin with instead of noise drawn from the seed; of a video's own, not of its first frame. */
  readonly noise?: Float32Array;
  readonly onStep?: (progress: DecodeProgress) => void;
}

export interface DecodeProgress {
  /** Counted from 1. */
  readonly step: number;
  readonly steps: number;
  /** The estimate of the end result, at most 64 pixels wide and high; of a video its middle frame; none for audio, nor between a manifest's `previewEvery` steps. */
  readonly preview?: GeneratedImage;
}

/**
 * `condition` is [1, C, D], what the output projector gave. One graph run a step, then at most two for latents and waveform.
 * @throws PackError where the pack makes no such medium, ModelError where a graph gives something else than the manifest's format.
 */
export function* decodeMedium(pack: Pack, modality: MediaModality, condition: Float32Tensor, options: DecodeOptions): Steps<GeneratedSamples> {
  const total = countSteps(pack, modality, options);
  switch (modality) {
    case "image":
      return yield* decodeImage(pack, condition, options, { total, before: 0 });
    case "audio":
      return yield* decodeAudio(pack, condition, options, { total, before: 0 });
    case "video":
      return yield* decodeVideo(pack, condition, options, total);
    default:
      return modality satisfies never;
  }
}

/** The steps that decoding will report; those of a video's first frame are counted too, and stay as the manifest has them. */
export function countSteps({ manifest }: Pack, modality: MediaModality, { steps }: Pick<DecodeOptions, "steps">): number {
  const own = steps ?? output(manifest, modality).steps;
  const isVideoWithFirstFrame = modality === "video" && output(manifest, "video").firstFrame !== undefined;
  return own + (isVideoWithFirstFrame ? output(manifest, "image").steps : 0);
}

/** Which part of all steps one denoising is, and the first frame [1, 3, H, W] of a video that begins with one. */
interface Part {
  readonly total: number;
  readonly before: number;
  readonly firstFrame?: Float32Tensor;
}

function* decodeImage(pack: Pack, condition: Float32Tensor, options: DecodeOptions, part: Part): Steps<GeneratedImage> {
  const spec = output(pack.manifest, "image");
  const latents = yield* denoise(denoising(pack, "image", condition, options, part));
  const pixels = yield* runLatentDecoder(pack, "image", latents, "pixels");
  return { type: "image", ...spec.format, data: toRgb(numbersOf("image", pixels.data), { ...spec.format, frames: 1 }) };
}

function* decodeAudio(pack: Pack, condition: Float32Tensor, options: DecodeOptions, part: Part): Steps<GeneratedAudio> {
  const { format } = output(pack.manifest, "audio");
  const latents = yield* denoise(denoising(pack, "audio", condition, options, part));
  const hasVocoder = pack.graphs.has("decoder.audio.vocoder");
  const mel = yield* runLatentDecoder(pack, "audio", latents, hasVocoder ? "mel" : "waveform");
  const waveform = hasVocoder ? yield* runGraph(graphOf(pack, "decoder.audio.vocoder"), { mel }, "waveform") : mel;
  return { type: "audio", channels: 1, ...format, data: toWave(numbersOf("audio", waveform.data), format.frames) };
}

function* decodeVideo(pack: Pack, condition: Float32Tensor, options: DecodeOptions, total: number): Steps<GeneratedVideo> {
  const spec = output(pack.manifest, "video");
  const firstFrame = spec.firstFrame && (yield* drawFirstFrame(pack, condition, options, total, spec.firstFrame));
  const part = firstFrame ? { total, before: output(pack.manifest, "image").steps, firstFrame } : { total, before: 0 };
  const latents = yield* denoise(denoising(pack, "video", condition, options, part));
  const pixels = yield* runLatentDecoder(pack, "video", latents, "pixels", firstFrame);
  return { type: "video", ...spec.format, data: toRgb(numbersOf("video", pixels.data), spec.format) };
}

/** A person's wishes for steps and guidance are about the motion; the picture is drawn as a picture is. */
function* drawFirstFrame(
  pack: Pack,
  condition: Float32Tensor,
  { seed, onStep }: DecodeOptions,
  total: number,
  size: NonNullable<VideoOutput["firstFrame"]>,
): Steps<Float32Tensor> {
  const picture = yield* decodeImage(pack, condition, { seed, ...(onStep && { onStep }) }, { total, before: 0 });
  return fromPicture(resize(picture, size.width, size.height, "box"));
}

function denoising(pack: Pack, modality: MediaModality, condition: Float32Tensor, options: DecodeOptions, part: Part): Denoising {
  const spec = output(pack.manifest, modality);
  const { total, before, firstFrame } = part;
  const { onStep } = options;
  return {
    denoiser: graphOf(pack, `decoder.${modality}.denoiser`),
    latentShape: spec.latentShape,
    scheduler: spec.scheduler,
    steps: options.steps ?? spec.steps,
    guidance: options.guidance ?? spec.guidance,
    condition,
    unconditional: unconditional(pack, modality),
    seed: options.seed,
    ...(options.noise && { noise: options.noise }),
    ...(firstFrame && { firstFrame }),
    afterStep: function* (step, clean) {
      if (onStep) onStep({ step: before + step, steps: total, ...(yield* previewAt(pack, modality, step, clean, firstFrame)) });
    },
  };
}

/** Latents that are no colours are shown by their decoder, as often as the manifest says. */
function* previewAt(
  pack: Pack,
  modality: MediaModality,
  step: number,
  clean: Float32Array,
  firstFrame?: Float32Tensor,
): Steps<Pick<DecodeProgress, "preview">> {
  const spec = output(pack.manifest, modality);
  if (!("previewEvery" in spec) || spec.previewEvery === undefined) return previewOf(modality, spec.latentShape, clean);
  if (step % spec.previewEvery !== 0) return {};
  const pixels = yield* runLatentDecoder(pack, modality, float32([1, ...spec.latentShape], clean), "pixels", firstFrame);
  return previewOf(modality, pixels.shape.slice(1), pixels.data);
}

/** Without such a graph the latents are pixels, or log-mel; a pack without a vocoder decodes its latents to a waveform. Where latents are motion, the graph moves the first frame. */
function* runLatentDecoder(
  pack: Pack,
  modality: MediaModality,
  latents: Float32Tensor,
  outputName: string,
  firstFrame?: Float32Tensor,
): Steps<Float32Tensor> {
  const role = `decoder.${modality}.latent-decoder` as const;
  if (!pack.graphs.has(role)) return latents;
  const feeds = firstFrame && movesFirstFrame(pack.manifest.graphs) ? { latents, first_frame: firstFrame } : { latents };
  return yield* runGraph(graphOf(pack, role), feeds, outputName);
}

function unconditional(pack: Pack, modality: MediaModality): Float32Tensor {
  const constant = pack.unconditional[modality];
  if (!constant) throw new PackError("manifest.json", `expected outputs.${modality}.unconditional, and there is none.`);
  return float32([1, ...constant.shape], constant.data);
}

function output<M extends MediaModality>({ outputs, name }: Manifest, modality: M): NonNullable<Manifest["outputs"][M]> {
  const found = outputs[modality];
  if (!found) throw new PackError("manifest.json", `the pack ${name} makes no ${modality}; ask its manifest before asking for one.`);
  return found;
}
