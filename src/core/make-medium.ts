/** One medium of an answer, from the LLM's states to a file of samples. */

import { renameSync, writeFileSync } from "node:fs";
import type { PieceNumber } from "../turn/part.ts";
import type { Samples } from "../turn/samples.ts";
import type { WantedMedium } from "./answer.ts";
import { decodeMedium } from "./decoders/decode-medium.ts";
import type { GeneratedSamples } from "./decoders/generated-samples.ts";
import { projectStates } from "./decoders/project-states.ts";
import type { Pack } from "./packs/pack.ts";
import type { AnswerOptions, CoreEvent } from "./protocol.ts";
import type { Steps } from "./runtime/graph-run.ts";
import { rateMedium } from "./safety/rate-medium.ts";

export interface MediumOrder extends WantedMedium {
  readonly piece: PieceNumber;
  readonly seed: number;
  /** Path without ending of the files that it becomes. */
  readonly stem: string;
}

export function* makeMedium(pack: Pack, order: MediumOrder, options: AnswerOptions, emit: (event: CoreEvent) => void): Steps<void> {
  const { piece, modality, seed, stem } = order;
  const condition = yield* projectStates(pack, modality, order.hidden, order.tokenEmbeddings);
  const steps = options.steps?.[modality];
  const guidance = options.guidance?.[modality];
  const samples = yield* decodeMedium(pack, modality, condition, {
    seed,
    ...(steps === undefined ? {} : { steps }),
    ...(guidance === undefined ? {} : { guidance }),
    onStep: ({ step, steps, preview }) => {
      // What is rated at its end must not be seen before.
      const seen = preview && !pack.manifest.safety && { preview: writeSamples(preview, `${stem}-preview-${preview.width}x${preview.height}`) };
      emit({ type: "media-progress", piece, step, steps, ...seen });
    },
  });
  const rating = yield* rateMedium(pack, samples);
  emit({ type: "media-end", piece, modality, samples: writeSamples(samples, stem), ...(rating && { rating }) });
}

/** Written beside and renamed: who reads a preview while the next one comes sees one of them whole. */
function writeSamples({ data, ...samples }: GeneratedSamples, stem: string): Samples {
  const path = `${stem}.${samples.type === "audio" ? "f32" : "rgb24"}`;
  writeFileSync(`${path}.part`, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  renameSync(`${path}.part`, path);
  return { ...samples, path };
}
