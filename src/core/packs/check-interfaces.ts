/** Do a manifest's graphs fit its own settings? What encoders, the LLM and decoders are fed follows from sizes said elsewhere in it. */

import { PackError } from "../../errors.ts";
import { MEDIA_MODALITIES, type MediaModality } from "../../turn/modality.ts";
import type { Manifest, TensorSpec } from "./manifest.ts";
import { type GraphRole, movesFirstFrame } from "./roles.ts";
import { describeTensors, sameTensor } from "./same-tensor.ts";

/** @throws PackError naming the first graph that cannot be fed, or gives another size than the manifest counts on. */
export function checkInterfaces(manifest: Manifest): void {
  const expected = [
    ...llmTensors(manifest),
    ...MEDIA_MODALITIES.flatMap((modality) => [...inputTensors(manifest, modality), ...outputTensors(manifest, modality)]),
    ...safetyTensors(manifest),
  ];
  for (const { role, kind, spec } of expected) {
    const graph = manifest.graphs[role];
    const tensors = graph?.[`${kind}s`] ?? [];
    if (tensors.some((tensor) => sameTensor(kind, spec, tensor))) continue;
    throw new PackError(
      graph?.file ?? role,
      `the manifest's settings need the ${kind} ${describeTensors([spec])}; the graph has ${describeTensors(tensors)}.`,
    );
  }
  checkNothingMore(manifest, expected);
}

/** What a graph asks for beyond what it is fed would be missed in the first answer only. */
function checkNothingMore({ graphs }: Manifest, expected: readonly Expected[]): void {
  const fed = Map.groupBy(
    expected.filter(({ kind }) => kind === "input"),
    ({ role }) => role,
  );
  for (const [role, own] of fed) {
    const more = graphs[role]?.inputs.filter(({ name }) => !own.some(({ spec }) => spec.name === name)) ?? [];
    if (more.length > 0) throw new PackError(graphs[role]?.file ?? role, `the graph asks for ${describeTensors(more)}, which nothing feeds it.`);
  }
}

interface Expected {
  readonly role: GraphRole;
  readonly kind: "input" | "output";
  readonly spec: TensorSpec;
}

function tensor(
  role: GraphRole,
  kind: "input" | "output",
  name: string,
  shape: TensorSpec["shape"],
  dtype: TensorSpec["dtype"] = "float32",
): Expected {
  return { role, kind, spec: { name, dtype, shape } };
}

function llmTensors({ llm, graphs }: Manifest): Expected[] {
  const { kvHeads, headDim, width, vocabulary } = llm;
  // One more than the graph can have is missed as well as a billion more, and needs no memory.
  const layers = Math.min(llm.layers, (graphs["llm.decoder"]?.inputs.length ?? 0) + 1);
  const perLayer = Array.from({ length: layers }, (_, layer) => [
    tensor("llm.decoder", "input", `past_key.${layer}`, ["past", kvHeads, headDim]),
    tensor("llm.decoder", "input", `past_value.${layer}`, ["past", kvHeads, headDim]),
    tensor("llm.decoder", "output", `new_key.${layer}`, ["tokens", kvHeads, headDim]),
    tensor("llm.decoder", "output", `new_value.${layer}`, ["tokens", kvHeads, headDim]),
  ]);
  return [
    tensor("llm.embed", "input", "input_ids", [1, "tokens"], "int64"),
    tensor("llm.embed", "output", "embeds", [1, "tokens", width]),
    tensor("llm.decoder", "input", "inputs_embeds", [1, "tokens", width]),
    tensor("llm.decoder", "output", "logits", [1, vocabulary]),
    tensor("llm.decoder", "output", "hidden", [1, "tokens", width]),
    ...perLayer.flat(),
  ];
}

function inputTensors({ inputs, llm }: Manifest, modality: MediaModality): Expected[] {
  const input = inputs[modality];
  if (!input) return [];
  return [
    tensor(`encoder.${modality}`, "input", modality === "audio" ? "mel" : "pixels", featureShape(input.preprocess)),
    tensor(`input-projector.${modality}`, "output", "embeds", [1, input.tokens, llm.width]),
  ];
}

function safetyTensors({ safety }: Manifest): Expected[] {
  if (!safety) return [];
  const { preprocess, labels } = safety.image;
  return [tensor("safety.image", "input", "pixels", featureShape(preprocess)), tensor("safety.image", "output", "scores", [1, labels.length])];
}

function featureShape(preprocess: NonNullable<Manifest["inputs"][MediaModality]>["preprocess"]): number[] {
  switch (preprocess.type) {
    case "image":
      return [1, 3, preprocess.size, preprocess.size];
    case "log-mel":
      return [1, 1, preprocess.mels, preprocess.frames];
    case "kaldi-fbank":
      return [1, preprocess.clips, 1, preprocess.mels, preprocess.frames];
    case "frames":
      return [1, preprocess.frames, 3, preprocess.size, preprocess.size];
    case "imagebind-clips":
      return [1, preprocess.clips * preprocess.crops, 3, preprocess.framesPerClip, preprocess.size, preprocess.size];
    default:
      return preprocess satisfies never;
  }
}

function outputTensors({ outputs, llm, graphs }: Manifest, modality: MediaModality): Expected[] {
  const output = outputs[modality];
  if (!output) return [];
  const denoiser = `decoder.${modality}.denoiser` as const;
  const latentDecoder = `decoder.${modality}.latent-decoder` as const;
  const firstFrame = modality === "video" ? outputs.video?.firstFrame : undefined;
  return [
    tensor(`output-projector.${modality}`, "input", "hidden", [1, output.signals.length, llm.width]),
    tensor(`output-projector.${modality}`, "input", "token_embeddings", [1, output.signals.length, llm.width]),
    tensor(`output-projector.${modality}`, "output", "condition", [1, ...output.unconditional.shape]),
    tensor(denoiser, "input", "sample", ["batch", ...output.latentShape]),
    tensor(denoiser, "input", "timestep", ["batch"]),
    tensor(denoiser, "input", "condition", ["batch", ...output.unconditional.shape]),
    ...(firstFrame ? [tensor(denoiser, "input", "first_frame", ["batch", 3, firstFrame.height, firstFrame.width])] : []),
    ...(graphs[latentDecoder] ? [tensor(latentDecoder, "input", "latents", [1, ...output.latentShape])] : []),
    ...(firstFrame && movesFirstFrame(graphs)
      ? [tensor("decoder.video.latent-decoder", "input", "first_frame", [1, 3, firstFrame.height, firstFrame.width])]
      : []),
    tensor(denoiser, "output", "prediction", ["batch", ...output.latentShape]),
  ];
}
