/** Watches the graph runs of one medium that an answer asked for: states, condition, the latents of every step. */

import type { WantedMedium } from "../core/answer.ts";
import { decodeMedium } from "../core/decoders/decode-medium.ts";
import type { GeneratedSamples } from "../core/decoders/generated-samples.ts";
import { projectStates } from "../core/decoders/project-states.ts";
import type { Pack } from "../core/packs/pack.ts";
import { float32Output, type GraphRun, type Steps } from "../core/runtime/graph-run.ts";
import type { Feeds, Outputs } from "../core/runtime/session.ts";
import { elementCount, type Float32Tensor } from "../core/runtime/tensor.ts";
import { drive, type Tracer } from "./drive.ts";
import type { NpyArray } from "./npy.ts";
import type { Stages } from "./stages.ts";

export interface MediumOptions {
  readonly seed: number;
  readonly steps?: number;
  /** Starting noises; each medium takes the first that has its size. */
  readonly noises: readonly NpyArray[];
}

/** Writes signal_states, condition, latents and decoded of the medium. */
export async function traceMedium(pack: Pack, medium: WantedMedium, stages: Stages, options: MediumOptions): Promise<void> {
  const name = stages.number(`made ${medium.modality}`).replace("made ", "");
  const tracer = new MediumTracer(name, stages);
  const samples = await drive(make(pack, medium, options), tracer, stages);
  if (samples === undefined) return;
  tracer.ended();
  stages.record(`decoded.${name}`, { shape: shapeOf(samples), data: samples.data });
}

function* make(pack: Pack, { modality, hidden, tokenEmbeddings }: WantedMedium, { seed, steps, noises }: MediumOptions): Steps<GeneratedSamples> {
  const condition = yield* projectStates(pack, modality, hidden, tokenEmbeddings);
  const size = elementCount(pack.manifest.outputs[modality]?.latentShape ?? []);
  const noise = noises.find(({ data }) => data instanceof Float32Array && data.length === size)?.data;
  return yield* decodeMedium(pack, modality, condition, {
    seed,
    ...(steps === undefined ? {} : { steps }),
    ...(noise instanceof Float32Array ? { noise } : {}),
  });
}

class MediumTracer implements Tracer {
  readonly #name: string;
  readonly #modality: string;
  readonly #stages: Stages;
  readonly #latents: Float32Array[] = [];
  #shape: readonly number[] = [];

  constructor(name: string, stages: Stages) {
    this.#name = name;
    this.#modality = name.split(".")[0] ?? name;
    this.#stages = stages;
  }

  before({ session, feeds }: GraphRun): Feeds {
    const ofDecoder = `decoder.${this.#modality}`;
    if (session.name === `output-projector.${this.#modality}`) {
      return { ...feeds, hidden: this.#stages.pass(`signal_states.${this.#name}`, input(feeds, "hidden")) };
    }
    if (session.name === `${ofDecoder}.denoiser`) this.#keep(input(feeds, "sample"));
    if (session.name === `${ofDecoder}.latent-decoder`) return { ...feeds, latents: this.#finish(input(feeds, "latents")) };
    return feeds;
  }

  after({ session }: GraphRun, outputs: Outputs): Outputs {
    if (session.name !== `output-projector.${this.#modality}`) return outputs;
    return { ...outputs, condition: this.#stages.pass(`condition.${this.#name}`, float32Output(outputs, "condition", session.name)) };
  }

  /** Of packs whose latents are the medium itself, the last latents are what `decoded` shows. */
  ended(): void {
    if (this.#latents.length > 0) this.#write();
  }

  /** The conditional row; the other one is the same. */
  #keep({ shape, data }: Float32Tensor): void {
    this.#shape = shape.slice(1);
    this.#latents.push(data.slice(0, elementCount(this.#shape)));
  }

  #finish(latents: Float32Tensor): Float32Tensor {
    const last = this.#stages.replace(`latents.${this.#name}`, latents);
    this.#keep(last);
    this.#write();
    return last;
  }

  #write(): void {
    const data = new Float32Array(this.#latents.length * elementCount(this.#shape));
    this.#latents.forEach((latents, index) => {
      data.set(latents, index * latents.length);
    });
    this.#stages.record(`latents.${this.#name}`, { shape: [this.#latents.length, ...this.#shape], data });
    this.#latents.length = 0;
  }
}

function input(feeds: Feeds, name: string): Float32Tensor {
  return float32Output(feeds, name, "trace");
}

function shapeOf(samples: GeneratedSamples): number[] {
  switch (samples.type) {
    case "image":
      return [samples.height, samples.width, 3];
    case "audio":
      return [samples.frames];
    case "video":
      return [samples.frames, samples.height, samples.width, 3];
    default:
      return samples satisfies never;
  }
}
