/** Do a manifest's graphs fit each other? What each gives must be what the next one takes, and the last one's medium the manifest's format. */

import { PackError } from "../../errors.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../../turn/modality.ts";
import { elementCount } from "../runtime/tensor.ts";
import type { Manifest, TensorSpec } from "./manifest.ts";
import type { GraphRole } from "./roles.ts";
import { describeTensors, sameTensor } from "./same-tensor.ts";

/** To be asked of a manifest that has every graph it needs. @throws PackError naming the first graph that does not fit. */
export function checkJoins(manifest: Manifest): void {
  for (const modality of MEDIA_MODALITIES) {
    if (manifest.inputs[modality]) {
      const encoder = `encoder.${modality}` as const;
      checkTaker(manifest, encoder, givenBy(manifest, encoder, "embeddings"), `input-projector.${modality}`);
    }
    if (manifest.outputs[modality]) checkMedium(manifest, modality);
  }
}

/** A tensor on its way, and the graph from which it comes. */
interface Given {
  readonly role: GraphRole;
  readonly spec: TensorSpec;
}

function checkMedium(manifest: Manifest, modality: MediaModality): void {
  const { role, spec } = lastTensor(manifest, modality);
  // Sizes that the exporter could not infer are known once a run binds them.
  if (spec.shape.some((size) => typeof size === "string")) return;
  const values = elementCount(spec.shape.map(Number));
  const format = formatOf(manifest, modality);
  if (format.least <= values && values <= format.most) return;
  throw new PackError(fileOf(manifest, role), `the graph gives ${describeTensors([spec])}, and the manifest's format is ${format.words}.`);
}

/** What the medium is read from. */
function lastTensor(manifest: Manifest, modality: MediaModality): Given {
  const decoder = `decoder.${modality}.latent-decoder` as const;
  const hasVocoder = modality === "audio" && manifest.graphs["decoder.audio.vocoder"] !== undefined;
  const name = modality !== "audio" ? "pixels" : hasVocoder ? "mel" : "waveform";
  const decoded = manifest.graphs[decoder] ? { role: decoder, spec: givenBy(manifest, decoder, name) } : latentsOf(manifest, modality, name);
  if (!hasVocoder) return decoded;
  checkTaker(manifest, decoded.role, decoded.spec, "decoder.audio.vocoder");
  return { role: "decoder.audio.vocoder", spec: givenBy(manifest, "decoder.audio.vocoder", "waveform") };
}

function latentsOf({ outputs }: Manifest, modality: MediaModality, name: string): Given {
  return { role: `decoder.${modality}.denoiser`, spec: { name, dtype: "float32", shape: [1, ...(outputs[modality]?.latentShape ?? [])] } };
}

/** Pictures are as large as their format; of a wave that is longer the rest is cut. */
function formatOf({ outputs }: Manifest, modality: MediaModality): { readonly least: number; readonly most: number; readonly words: string } {
  if (modality === "audio") {
    const { frames } = outputs.audio?.format ?? { frames: 0 };
    return { least: frames, most: Number.POSITIVE_INFINITY, words: `${frames} samples` };
  }
  const { width, height, frames } = { frames: 1, ...(outputs[modality]?.format ?? { width: 0, height: 0 }) };
  const values = 3 * frames * width * height;
  return { least: values, most: values, words: `${frames} x ${width} x ${height} pixels` };
}

function givenBy(manifest: Manifest, role: GraphRole, name: string): TensorSpec {
  const outputs = manifest.graphs[role]?.outputs ?? [];
  const found = outputs.find((spec) => spec.name === name && spec.dtype === "float32");
  if (found === undefined)
    throw new PackError(fileOf(manifest, role), `expected the float32 output "${name}"; the graph has ${describeTensors(outputs)}.`);
  return found;
}

/** The taker is fed this one tensor. Sizes that have a name on either side may be anything. */
function checkTaker(manifest: Manifest, giver: GraphRole, spec: TensorSpec, taker: GraphRole): void {
  const inputs = manifest.graphs[taker]?.inputs ?? [];
  const [taken, others] = [inputs.filter(({ name }) => name === spec.name), inputs.filter(({ name }) => name !== spec.name)];
  if (!taken.some((input) => sameTensor("output", spec, input))) {
    const takes = describeTensors(taken.length > 0 ? taken : inputs);
    throw new PackError(fileOf(manifest, taker), `the graph takes ${takes}, and ${giver} gives ${describeTensors([spec])}.`);
  }
  if (others.length > 0) throw new PackError(fileOf(manifest, taker), `the graph asks for ${describeTensors(others)}, which nothing feeds it.`);
}

function fileOf({ graphs }: Manifest, role: GraphRole): string {
  return graphs[role]?.file ?? role;
}
