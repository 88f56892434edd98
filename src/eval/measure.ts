/** The quality measures of a decoded medium, at the sizes and rates that the world's real renders have. */

import { prepareImage } from "../core/encoders/prepare-image.ts";
import { prepareVideo } from "../core/encoders/prepare-video.ts";
import { readWave } from "../core/encoders/read-samples.ts";
import type { ImagePreprocess, VideoPreprocess } from "../core/packs/manifest.ts";
import type { Samples } from "../turn/samples.ts";
import { buzz, click, flicker, type Qualities, sharpness } from "./quality.ts";

const SIZE = 128;
const FRAMES = 16;
/** Grey levels from 0 to 255. */
const LEVELS = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] } as const;
const PICTURE: ImagePreprocess = { type: "image", size: SIZE, fit: "stretch", resample: "box", mean: [...LEVELS.mean], std: [...LEVELS.std] };
const CLIP: VideoPreprocess = { ...PICTURE, type: "frames", frames: FRAMES, seconds: 2 };

export function measure(samples: Samples): Qualities {
  switch (samples.type) {
    case "image":
      return { sharpness: sharpness(lumaOf(prepareImage(samples, PICTURE).data), SIZE) };
    case "audio": {
      const wave = readWave(samples);
      return { click: click(wave), buzz: buzz(wave) };
    }
    case "video": {
      const { data } = prepareVideo(samples, CLIP);
      const values = data.length / FRAMES;
      return { flicker: flicker(Array.from({ length: FRAMES }, (_, frame) => lumaOf(data.subarray(frame * values, (frame + 1) * values)))) };
    }
    default:
      return samples satisfies never;
  }
}

/** Rec. 601, of planes of red, green and blue. */
function lumaOf(planes: Float32Array): Float32Array {
  const size = planes.length / 3;
  return Float32Array.from(
    { length: size },
    (_, pixel) => 0.299 * (planes[pixel] ?? 0) + 0.587 * (planes[size + pixel] ?? 0) + 0.114 * (planes[2 * size + pixel] ?? 0),
  );
}
