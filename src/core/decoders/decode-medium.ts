/** A condition becomes a medium: noise, denoising steps with guidance, and what turns latents into samples. */

import type { MediaModality } from "../../turn/modality.ts";
import type { Pack } from "../packs/pack.ts";
import type { Steps } from "../runtime/graph-run.ts";
import type { Float32Tensor } from "../runtime/tensor.ts";
import type { GeneratedImage, GeneratedSamples } from "./generated-samples.ts";

export interface DecodeOptions {
  /** Unsigned 32-bit; the same seed gives the same medium on every machine up to the rounding of its graphs. */
  readonly seed: number;
  readonly steps?: number;
  readonly guidance?: number;
  readonly onStep?: (progress: DecodeProgress) => void;
}

export interface DecodeProgress {
  /** Counted from 1. */
  readonly step: number;
  readonly steps: number;
  /** The estimate of the end result, at most 64 pixels wide and high; of a video its middle frame; none for audio. */
  readonly preview?: GeneratedImage;
}

/** The type of `decodeMedium`; `condition` is [1, C, D], what the output projector gave. */
export type DecodeMedium = (pack: Pack, modality: MediaModality, condition: Float32Tensor, options: DecodeOptions) => Steps<GeneratedSamples>;

/** Type of `countSteps`: the number of steps that decoding will report, a video's first frame included. */
export type CountSteps = (pack: Pack, modality: MediaModality, options: Pick<DecodeOptions, "steps">) => number;
