/** The parts that graphs play in a pack, and which of them a manifest needs. */

import { MEDIA_MODALITIES, type MediaModality } from "../../turn/modality.ts";
import type { Manifest } from "./manifest.ts";

export type GraphRole =
  | "llm.embed"
  | "llm.decoder"
  | `encoder.${MediaModality}`
  | `input-projector.${MediaModality}`
  | `output-projector.${MediaModality}`
  | `decoder.${MediaModality}.denoiser`
  | `decoder.${MediaModality}.latent-decoder`
  | "decoder.audio.vocoder"
  | "safety.image";

const ROLES: ReadonlySet<string> = new Set<GraphRole>([
  "llm.embed",
  "llm.decoder",
  ...MEDIA_MODALITIES.flatMap(encoderRoles),
  ...MEDIA_MODALITIES.flatMap(decoderRoles),
  ...MEDIA_MODALITIES.map((modality) => `decoder.${modality}.latent-decoder` as const),
  "decoder.audio.vocoder",
  "safety.image",
]);

export function isGraphRole(role: string): role is GraphRole {
  return ROLES.has(role);
}

/** The graphs without which the manifest's inputs and outputs cannot work. Audio needs a vocoder where no latent decoder makes the waveform. */
export function requiredRoles({ inputs, outputs, graphs, safety }: Manifest): GraphRole[] {
  const taken = MEDIA_MODALITIES.filter((modality) => inputs[modality]);
  const made = MEDIA_MODALITIES.filter((modality) => outputs[modality]);
  const needsVocoder = outputs.audio && !graphs["decoder.audio.latent-decoder"];
  return [
    "llm.embed",
    "llm.decoder",
    ...taken.flatMap(encoderRoles),
    ...made.flatMap(decoderRoles),
    ...(needsVocoder ? (["decoder.audio.vocoder"] as const) : []),
    ...(safety ? (["safety.image"] as const) : []),
  ];
}

/** Where a video's latents are motion, its latent decoder asks for the first frame, which the denoiser saw. */
export function movesFirstFrame(graphs: Manifest["graphs"]): boolean {
  return graphs["decoder.video.latent-decoder"]?.inputs.some(({ name }) => name === "first_frame") ?? false;
}

function encoderRoles(modality: MediaModality): GraphRole[] {
  return [`encoder.${modality}`, `input-projector.${modality}`];
}

function decoderRoles(modality: MediaModality): GraphRole[] {
  return [`output-projector.${modality}`, `decoder.${modality}.denoiser`];
}
