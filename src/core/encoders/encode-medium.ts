/** A medium becomes embeddings in the LLM's space: preprocessing, encoder, input projector. */

import { ModelError, PackError } from "../../errors.ts";
import type { MediaModality } from "../../turn/modality.ts";
import type { Samples } from "../../turn/samples.ts";
import type { Manifest } from "../packs/manifest.ts";
import { graphOf, type Pack } from "../packs/pack.ts";
import { type Steps, runGraph } from "../runtime/graph-run.ts";
import type { Session } from "../runtime/session.ts";
import type { Float32Tensor } from "../runtime/tensor.ts";
import { prepareAudio } from "./prepare-audio.ts";
import { prepareImage } from "./prepare-image.ts";
import { prepareVideo } from "./prepare-video.ts";

/** Two runs; gives [T, W] row-major, T = manifest.inputs[modality].tokens, W = manifest.llm.width. @throws MediaError, PackError, ModelError */
export function* encodeMedium(pack: Pack, samples: Samples): Steps<Float32Array> {
  const encoder = graphOf(pack, `encoder.${samples.type}`);
  const features = prepare(pack.manifest, samples);
  const embeddings = yield* runGraph(encoder, { [inputName(encoder)]: features }, "embeddings");
  const projected = yield* runGraph(graphOf(pack, `input-projector.${samples.type}`), { embeddings }, "embeds");
  const expected = input(pack.manifest, samples.type).tokens * pack.manifest.llm.width;
  if (projected.data.length !== expected)
    throw new ModelError(`input-projector.${samples.type}: expected ${expected} values, got ${projected.data.length}.`);
  // They are kept with the conversation: one failed run would spoil every answer after it.
  if (!projected.data.every(Number.isFinite))
    throw new ModelError(`input-projector.${samples.type}: expected finite values, got others; the pack may be damaged, or its mean and std wrong.`);
  return projected.data;
}

function prepare(manifest: Manifest, samples: Samples): Float32Tensor {
  switch (samples.type) {
    case "image":
      return prepareImage(samples, input(manifest, samples.type).preprocess);
    case "audio":
      return prepareAudio(samples, input(manifest, samples.type).preprocess);
    case "video":
      return prepareVideo(samples, input(manifest, samples.type).preprocess);
    default:
      return samples satisfies never;
  }
}

function input<M extends MediaModality>({ inputs, name }: Manifest, modality: M): NonNullable<Manifest["inputs"][M]> {
  const found = inputs[modality];
  if (!found) throw new PackError("manifest.json", `the pack ${name} takes no ${modality}; ask before sending one.`);
  return found;
}

/** "pixels" or "mel": an encoder has one input. */
function inputName(encoder: Session): string {
  return encoder.inputs[0]?.name ?? "";
}
