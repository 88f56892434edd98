/** The pack's safety graph looks at what was made: a picture, or some frames of a clip. */

import { ModelError } from "../../errors.ts";
import { preparePicture } from "../encoders/prepare-image.ts";
import type { Picture } from "../encoders/resize.ts";
import type { GeneratedSamples } from "../decoders/generated-samples.ts";
import type { Manifest } from "../packs/manifest.ts";
import { graphOf, type Pack } from "../packs/pack.ts";
import type { Rating } from "../protocol.ts";
import { runGraph, type Steps } from "../runtime/graph-run.ts";

/** Undefined where nothing is seen, for sounds, and where the pack has no such graph. The strictest frame decides. */
export function* rateMedium(pack: Pack, samples: GeneratedSamples): Steps<Rating | undefined> {
  const safety = pack.manifest.safety?.image;
  if (safety === undefined) return undefined;
  let rating: Rating | undefined;
  for (const picture of picturesOf(samples)) {
    const pixels = preparePicture(picture, safety.preprocess);
    const { data } = yield* runGraph(graphOf(pack, "safety.image"), { pixels }, "scores");
    const seen = ratingOf(data, safety.labels);
    if (seen?.level === "refuse") return seen;
    rating ??= seen;
  }
  return rating;
}

type Labels = NonNullable<Manifest["safety"]>["image"]["labels"];

/** A score that is no number is a fault of the graph: nothing unseen passes for clear. */
export function ratingOf(scores: Float32Array, labels: Labels): Rating | undefined {
  if (!scores.every(Number.isFinite)) throw new ModelError(`safety.image: expected ${labels.length} numbers, got ${scores.join(", ")}.`);
  const refused = labels.find(({ refuseFrom }, index) => (scores[index] ?? 0) >= refuseFrom);
  if (refused) return { level: "refuse", label: refused.name, rule: refused.rule };
  const blurred = labels.find(({ blurFrom }, index) => (scores[index] ?? 0) >= blurFrom);
  return blurred && { level: "blur", label: blurred.name, rule: blurred.rule };
}

/** Of a clip the first, the middle and the last frame. */
function picturesOf(samples: GeneratedSamples): readonly Picture[] {
  switch (samples.type) {
    case "image":
      return [samples];
    case "audio":
      return [];
    case "video": {
      const { width, height, frames, data } = samples;
      const bytes = 3 * width * height;
      const chosen = new Set([0, Math.floor((frames - 1) / 2), frames - 1]);
      return [...chosen].map((frame) => ({ width, height, data: data.subarray(frame * bytes, (frame + 1) * bytes) }));
    }
    default:
      return samples satisfies never;
  }
}
