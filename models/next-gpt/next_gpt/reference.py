"""The whole way in PyTorch, transformers and diffusers' own pipelines, independent of the exporter; every stage becomes an .npy file."""

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import AudioLDMPipeline, StableDiffusionPipeline, TextToVideoSDPipeline
from torch import Tensor
from transformers import LlamaForCausalLM

from next_gpt.checkpoint import Delta, read_weights
from next_gpt.imagebind import MediaEncoder, tower_like
from next_gpt.layout import PATCH, TOWERS
from next_gpt.projections import InputProjection, projection_like
from next_gpt.reference_media import audio_input, image_input, video_input
from next_gpt.sources import DELTA, Sources
from next_gpt.tokenizer import ADDED, CLOSE, OPEN, SIGNALS, read_sentencepiece

STEPS, GUIDANCE, MAX_TOKENS = 10, 7.5, 60


class Reference:
    def __init__(self, sources: Sources):
        self.sources = sources
        self.delta = Delta(read_weights(sources.checkpoint / DELTA))
        imagebind = read_weights(sources.imagebind)
        self.towers = {name: load_tower(name, imagebind) for name in ("vision", "audio")}
        self.side = PATCH * round((imagebind.shapes["modality_preprocessors.vision.pos_embedding_helper.pos_embed"][1] - 1) ** 0.5)
        out, embedding = self.delta.input_projection.shapes["weight"]
        self.into = loaded(InputProjection(embedding, out), self.delta.input_projection)
        self.out = {m: loaded(projection_like(weights.shapes), weights) for m, weights in self.delta.output_projections.items()}
        self.pieces = read_sentencepiece(sources.checkpoint)
        self.llm = load_llm(sources.vicuna, self.delta)

    def embed(self, ids: list[int]) -> Tensor:
        return self.llm.get_input_embeddings()(torch.tensor([ids], dtype=torch.int64))

    def token(self, name: str) -> int:
        return self.pieces.get_piece_size() + ADDED.index(name)

    def prepare(self, samples: dict, folder: Path) -> Tensor:
        data = (folder / samples["path"]).read_bytes()
        if samples["type"] == "audio":
            return audio_input(np.frombuffer(data, "<f4").reshape(-1, samples["channels"]))
        pixels = np.frombuffer(data, np.uint8).reshape(-1, samples["height"], samples["width"], 3)
        return image_input(pixels[0], self.side) if samples["type"] == "image" else video_input(pixels, samples["framesPerSecond"], self.side)

    def prompt(self, turns: list[dict], folder: Path, stages: dict[str, np.ndarray]) -> Tensor:
        """inputs_embeds (1, S, W): `### Human: <Img>media</Img> words\\n### Assistant:`, a beginning token before each stretch of words."""
        rows, words = [], "### Human: "
        for index, turn in enumerate(turns):
            if turn["role"] == "bot":
                words += f"\n### Assistant: {turn['parts'][0]['text']}\n### Human: "
                continue
            for part in (part for part in turn["parts"] if part["type"] == "medium"):
                rows += [self.words(words.removesuffix(" "))] if words else []
                rows += [self.embed([self.token(OPEN)]), self.see(part["samples"], folder, stages), self.embed([self.token(CLOSE)])]
                words = ""
            words += " " + " ".join(part["text"] for part in turn["parts"] if part["type"] == "text")
        return torch.cat([*rows, self.words(words + "\n### Assistant:")], 1)

    def words(self, text: str) -> Tensor:
        return self.embed([self.pieces.bos_id(), *self.pieces.encode(text)])

    def see(self, samples: dict, folder: Path, stages: dict[str, np.ndarray]) -> Tensor:
        modality = samples["type"]
        prepared = self.prepare(samples, folder)
        encoded = self.towers[TOWERS[modality]](prepared)
        projected = self.into(encoded)
        for name, tensor in (("preprocessed", prepared), ("encoded", encoded), ("projected", projected)):
            stages[f"{name}.{modality}"] = tensor.numpy()
        return projected

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


def loaded(net: torch.nn.Module, weights) -> torch.nn.Module:
    net.load_state_dict({name: weights.get(name) for name in weights.shapes})
    return net.eval()


def load_tower(name: str, weights) -> MediaEncoder:
    tower = tower_like(name, weights.shapes)
    tower.load_state_dict({key: weights.get(tower.published_name(key)) for key in tower.state_dict()})
    return MediaEncoder(tower).eval()


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
    """Reads turns.json, its media and noise-<m>.npy from the folder, writes into its `reference`."""
    reference, stages = Reference(sources), {}
    stages["inputs_embeds"] = reference.prompt(json.loads((folder / "turns.json").read_text()), folder, stages).numpy()
    ids, logits, _, asked = reference.generate(torch.from_numpy(stages["inputs_embeds"]))
    stages["token_ids"], stages["logits"] = np.array(ids, np.int64), torch.stack(logits).numpy()
    for modality, (states, embeddings) in asked.items():
        condition = reference.out[modality](states, embeddings)
        latents, decoded = reference.decode(modality, condition, torch.from_numpy(np.load(folder / f"noise-{modality}.npy")))
        stages |= {f"signal_states.{modality}": states.numpy(), f"condition.{modality}": condition.numpy(), f"latents.{modality}": latents.numpy(),
                   f"decoded.{modality}": decoded}
    (folder / "reference").mkdir(exist_ok=True)
    for name, values in stages.items():
        np.save(folder / "reference" / f"{name}.npy", np.ascontiguousarray(values))
