"""The whole way in PyTorch, transformers and diffusers' own pipelines, independent of the exporter; every stage becomes an .npy file."""

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import AudioLDMPipeline, StableDiffusionPipeline, TextToVideoSDPipeline
from torch import Tensor, nn
from torch.nn import functional
from transformers import LlamaForCausalLM

from next_gpt.checkpoint import Delta, Weights, read_weights
from next_gpt.reference_imagebind import embedding
from next_gpt.reference_media import prepare
from next_gpt.sources import DELTA, Sources
from next_gpt.tokenizer import ADDED, CLOSE, OPEN, SIGNALS, read_sentencepiece

STEPS, GUIDANCE, MAX_TOKENS = 10, 7.5, 60
TOWERS = {"image": "vision", "audio": "audio", "video": "vision"}
PATCH, PROJECTION_HEADS = 14, 4


class Reference:
    def __init__(self, sources: Sources):
        self.sources = sources
        self.delta = Delta(read_weights(sources.checkpoint / DELTA))
        self.imagebind = read_weights(sources.imagebind)
        self.side = PATCH * round((self.imagebind.shapes["modality_preprocessors.vision.pos_embedding_helper.pos_embed"][1] - 1) ** 0.5)
        self.pieces = read_sentencepiece(sources.checkpoint)
        self.llm = load_llm(sources.vicuna, self.delta)

    def embed(self, ids: list[int]) -> Tensor:
        return self.llm.get_input_embeddings()(torch.tensor([ids], dtype=torch.int64))

    def token(self, name: str) -> int:
        return self.pieces.get_piece_size() + ADDED.index(name)

    def prompt(self, turns: list[dict], folder: Path, stages: dict[str, np.ndarray]) -> Tensor:
        """inputs_embeds (1, S, W): `### Human: <Img>media</Img> words\\n### Assistant:`, a beginning token before each stretch of words."""
        rows, words = [], "### Human: "
        for index, turn in enumerate(turns):
            if turn["role"] == "bot":
                words += f"\n### Assistant: {turn['parts'][0]['text']}\n### Human: "
                continue
            for part in (part for part in turn["parts"] if part["type"] == "medium"):
                rows += [self.words(words.removesuffix(" "))] if words else []
                rows += [self.embed([self.token(OPEN)]), self.see(part["modality"], folder / part["file"], stages), self.embed([self.token(CLOSE)])]
                words = ""
            words += " " + " ".join(part["text"] for part in turn["parts"] if part["type"] == "text")
        return torch.cat([*rows, self.words(words + "\n### Assistant:")], 1)

    def words(self, text: str) -> Tensor:
        return self.embed([self.pieces.bos_id(), *self.pieces.encode(text)])

    def see(self, modality: str, path: Path, stages: dict[str, np.ndarray]) -> Tensor:
        prepared = prepare(modality, path, self.side)
        encoded = self.encode(TOWERS[modality], prepared)
        projected = functional.linear(encoded, *(self.delta.input_projection.get(part) for part in ("weight", "bias")))
        ending = next(ending for ending in ("", ".2", ".3") if f"encoded.{modality}{ending}" not in stages)
        for name, tensor in (("preprocessed", prepared), ("encoded", encoded), ("projected", projected)):
            stages[f"{name}.{modality}{ending}"] = tensor.numpy()
        return projected

    def encode(self, tower: str, prepared: Tensor) -> Tensor:
        depth = sum(name.startswith(f"modality_trunks.{tower}.blocks.") and name.endswith("norm_1.weight") for name in self.imagebind.shapes)
        return embedding(tower, self.imagebind.get, depth, prepared)

    def project(self, modality: str, states: Tensor, embeddings: Tensor) -> Tensor:
        """TextFcLayer as it is described: a layer in, torch's Transformer from the learned queries, a layer out."""
        weights = self.delta.output_projections[modality]
        get = weights.get
        given = functional.linear(states + embeddings, get("fc.weight"), get("fc.bias"))
        mixed = transformer(weights)(given, get("query_embs"))
        return functional.linear(mixed, get("model.weight"), get("model.bias"))

    def generate(self, embeds: Tensor, max_tokens: int = MAX_TOKENS) -> tuple[list[int], list[Tensor], list[Tensor], dict[str, tuple[Tensor, Tensor]]]:
        """Greedy: sampled ids, the logits (V) and last hidden state (W) that gave each, and per modality the states at its signals and these tokens' embeddings."""
        stops = {self.pieces.piece_to_id("\u2581###"), self.pieces.eos_id()}
        blocks = {self.token(names[0]): (m, [self.token(name) for name in names]) for m, names in SIGNALS.items()}
        ids, logits, hidden, asked = [], [], [], {}
        made, spent = self.run(embeds, None), 0
        while spent < max_tokens:
            logits.append(made.logits[0, -1])
            hidden.append(made.hidden_states[-1][0, -1])
            ids.append(int(logits[-1].argmax()))
            if ids[-1] in stops:
                break
            modality, tokens = blocks.get(ids[-1], ("", [ids[-1]]))
            made, spent = self.run(self.embed(tokens), made.past_key_values), spent + len(tokens)
            if modality:
                asked.setdefault(modality, (made.hidden_states[-1], self.embed(tokens)))
        return ids, logits, hidden, asked

    def run(self, embeds: Tensor, past):
        return self.llm(inputs_embeds=embeds, past_key_values=past, use_cache=True, output_hidden_states=True)

    def decode(self, modality: str, condition: Tensor, noise: Tensor) -> tuple[Tensor, np.ndarray]:
        """Latents before and after every step (steps + 1, ...), and the medium as the original hands it out."""
        pipe = self.pipeline(modality)
        trajectory = [noise[0]]
        common = {"num_inference_steps": STEPS, "guidance_scale": GUIDANCE, "latents": noise, "output_type": "np"}
        follow = {"callback": lambda _step, _time, latents: trajectory.append(latents[0].clone())}
        empty = self.unconditional(modality)
        if modality == "image":
            keep = lambda _pipe, _step, _time, state: (trajectory.append(state["latents"][0].clone()), state)[1]
            made = pipe(prompt_embeds=condition, negative_prompt_embeds=empty, callback_on_step_end=keep, **common).images[0]
        elif modality == "video":
            width, height = self.sources.video_size
            made = pipe(prompt_embeds=condition, negative_prompt_embeds=empty, width=width, height=height, num_frames=self.sources.video_frames,
                        **follow, **common).frames[0]
        else:
            made = pipe(prompt_embeds=condition[0], negative_prompt_embeds=empty, audio_length_in_s=self.sources.audio_seconds, **follow, **common).audios[0]
        return torch.stack(trajectory), made if modality == "audio" else np.rint(255 * made).astype(np.uint8)

    def pipeline(self, modality: str):
        folder = self.sources.decoders[modality]
        kind = {"image": StableDiffusionPipeline, "audio": AudioLDMPipeline, "video": TextToVideoSDPipeline}[modality]
        pipe = kind.from_pretrained(folder)
        pipe.set_progress_bar_config(disable=True)
        return pipe

    def unconditional(self, modality: str) -> Tensor | None:
        """The pipelines encode the empty prompt themselves where they are given none."""
        pipe = self.pipeline(modality)
        if modality == "audio":
            return pipe._encode_prompt("", torch.device("cpu"), 1, False)
        return pipe.encode_prompt("", torch.device("cpu"), 1, False)[0]


def transformer(weights: Weights) -> nn.Transformer:
    depth = sum(name.startswith("tfm.encoder.layers.") and name.endswith("norm1.weight") for name in weights.shapes)
    inner, width = weights.shapes["tfm.encoder.layers.0.linear1.weight"]
    net = nn.Transformer(width, PROJECTION_HEADS, depth, depth, inner, dropout=0.0, norm_first=True, batch_first=True)
    net.load_state_dict({name.removeprefix("tfm."): weights.get(name) for name in weights.shapes if name.startswith("tfm.")})
    return net.eval()


def load_llm(folder: Path, delta: Delta) -> LlamaForCausalLM:
    """LoRA stays beside its layer, so that merging is checked as well."""
    llm = LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    embeddings, head = (delta.llama.get(name) for name in ("model.embed_tokens.weight", "lm_head.weight"))
    llm.model.embed_tokens = torch.nn.Embedding.from_pretrained(embeddings.clone())
    llm.lm_head.weight = torch.nn.Parameter(head.clone())
    for name, layer in llm.named_modules():
        if f"{name}.lora_A.default.weight" in delta.llama.shapes:
            down, up = (delta.llama.get(f"{name}.lora_{part}.default.weight") for part in "AB")
            layer.register_forward_hook(lambda _layer, inputs, output, down=down, up=up: output + inputs[0] @ down.T @ up.T)
    return llm


@torch.no_grad()
def write_reference(sources: Sources, folder: Path) -> None:
    """Reads turns.json, its media files and noise-<m>.npy from the folder, writes into its `reference`."""
    reference, stages = Reference(sources), {}
    stages["inputs_embeds"] = reference.prompt(json.loads((folder / "turns.json").read_text()), folder, stages).numpy()
    ids, logits, _, asked = reference.generate(torch.from_numpy(stages["inputs_embeds"]))
    stages["token_ids"], stages["logits"] = np.array(ids, np.int64), torch.stack(logits).numpy()
    for modality, (states, embeddings) in asked.items():
        condition = reference.project(modality, states, embeddings)
        latents, decoded = reference.decode(modality, condition, torch.from_numpy(np.load(folder / f"noise-{modality}.npy")))
        stages |= {f"signal_states.{modality}": states.numpy(), f"condition.{modality}": condition.numpy(), f"latents.{modality}": latents.numpy(),
                   f"decoded.{modality}": decoded}
    (folder / "reference").mkdir(exist_ok=True)
    for name, values in stages.items():
        np.save(folder / "reference" / f"{name}.npy", np.ascontiguousarray(values))
