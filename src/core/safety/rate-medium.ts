/** The pack's safety graph looks at what was made: a picture, or some frames of a clip. */

import { ModelError } from "../../errors.ts";
import { preparePicture } from "../encoders/prepare-image.ts";
import type { Picture } from "../encoders/resize.ts";
import type { GeneratedSamples } from "../decoders/generated-samples.ts";
import type { Manifest } from "../packs/manifest.ts";
import { graphOf, type Pack } from "../packs/pack.ts";
import type { Rating } from "../protocol.ts";
import { runGraph, type Steps } from "../runtime/graph-run.ts";

/** Undefined where nothing is seen, for sounds, and where the pack has no such graph. */
export function* rateMedium(pack: Pack, samples: GeneratedSamples): Steps<Rating | undefined> {
  const safety = pack.manifest.safety?.image;
  if (safety === undefined) return undefined;
  const seen: Rating[] = [];
  for (const picture of picturesOf(samples)) {
    const pixels = preparePicture(picture, safety.preprocess);
    const { data } = yield* runGraph(graphOf(pack, "safety.image"), { pixels }, "scores");
    const rating = ratingOf(data, safety.labels);
    if (rating) seen.push(rating);
  }
  return strictest(seen);
}

type Labels = NonNullable<Manifest["safety"]>["image"]["labels"];

/** A score that is no number is a fault of the graph: nothing unseen passes for clear. */
export function ratingOf(scores: Float32Array, labels: Labels): Rating | undefined {
  if (!scores.every(Number.isFinite)) throw new ModelError(`safety.image: expected ${labels.length} numbers, got ${scores.join(", ")}.`);
  const seen = labels.flatMap(({ name: label, rule, blurFrom, refuseFrom }, index): Rating[] => {
    const score = scores[index] ?? 0;
    return score >= refuseFrom ? [{ level: "refuse", label, rule }] : score >= blurFrom ? [{ level: "blur", label, rule }] : [];
  });
  return strictest(seen);
}

/** The strictest level of all; told of what no place admits, where such was seen, for places that admit the rest would show it. */
function strictest(seen: readonly Rating[]): Rating | undefined {
  const level = seen.some((rating) => rating.level === "refuse") ? "refuse" : "blur";
  const never = seen.filter(({ rule }) => rule === "never");
  const told = never.length > 0 ? never : seen;
  const rating = told.find((each) => each.level === level) ?? told[0];
  return rating && { ...rating, level };
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
