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
  | "decoder.audio.vocoder";

const ROLES: ReadonlySet<string> = new Set<GraphRole>([
  "llm.embed",
  "llm.decoder",
  ...MEDIA_MODALITIES.flatMap(encoderRoles),
  ...MEDIA_MODALITIES.flatMap(decoderRoles),
  ...MEDIA_MODALITIES.map((modality) => `decoder.${modality}.latent-decoder` as const),
  "decoder.audio.vocoder",
]);

export function isGraphRole(role: string): role is GraphRole {
  return ROLES.has(role);
}

/** The graphs without which the manifest's inputs and outputs cannot work. */
export function requiredRoles(manifest: Manifest): GraphRole[] {
  const inputs = MEDIA_MODALITIES.filter((modality) => manifest.inputs[modality]);
  const outputs = MEDIA_MODALITIES.filter((modality) => manifest.outputs[modality]);
  return [
    "llm.embed",
    "llm.decoder",
    ...inputs.flatMap(encoderRoles),
    ...outputs.flatMap(decoderRoles),
    ...(manifest.outputs.audio ? (["decoder.audio.vocoder"] as const) : []),
  ];
}

function encoderRoles(modality: MediaModality): GraphRole[] {
  return [`encoder.${modality}`, `input-projector.${modality}`];
}

function decoderRoles(modality: MediaModality): GraphRole[] {
  return [`output-projector.${modality}`, `decoder.${modality}.denoiser`];
}
