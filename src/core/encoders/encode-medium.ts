/** A medium becomes embeddings in the LLM's space: preprocessing, encoder, input projector. */

import type { Samples } from "../../turn/samples.ts";
import type { Pack } from "../packs/pack.ts";
import type { Steps } from "../runtime/graph-run.ts";

/** The type of `encodeMedium`: gives [T, W] row-major, T = manifest.inputs[modality].tokens. */
export type EncodeMedium = (pack: Pack, samples: Samples) => Steps<Float32Array>;
