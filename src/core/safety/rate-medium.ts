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
    seen.push(...[ratingOf(data, safety.labels)].flatMap((rating) => rating ?? []));
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

/** Where some places admit the one and none admits the other, what none admits is told, as strictly as anything that was seen. */
function strictest(seen: readonly Rating[]): Rating | undefined {
  const refused = seen.find(({ level }) => level === "refuse") ?? seen[0];
  const never = seen.find(({ rule, level }) => rule === "never" && level === refused?.level) ?? seen.find(({ rule }) => rule === "never");
  return refused && { ...(never ?? refused), level: refused.level };
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
