"""What a pack is made of: the sizes of every network, read from the published files, and the graphs that follow from them."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel, UNet3DConditionModel
from torch import Size, nn
from transformers import LlamaConfig, SpeechT5HifiGan, SpeechT5HifiGanConfig

from next_gpt.checkpoint import Weights
from next_gpt.decoders import IMAGE_SCALE, Denoiser, LatentDecoder, Vocoder
from next_gpt.graphs import Graph, Inputs
from next_gpt.imagebind import MediaEncoder, tower_like
from next_gpt.language import LanguageModel, TokenEmbeddings
from next_gpt.projections import InputProjection, projection_like
from next_gpt.tokenizer import SIGNALS

MODALITIES = ("image", "audio", "video")
TOWERS = {"image": "vision", "audio": "audio", "video": "vision"}
IMAGEBIND = {"clips": {"audio": 3, "video": 5}, "crops": 3, "frames_per_clip": 2, "mels": 128, "mel_frames": 204}
PATCH = 14
DENOISER_LIMIT_MS, DECODER_LIMIT_MS, LLM_LIMIT_MS = 60_000, 600_000, 60_000  # of one run on a CPU at full size


@dataclass
class Decoder:
    """One diffusion decoder: the configurations of its diffusers folder, and how much it makes."""

    modality: str
    unet: dict
    vae: dict
    scheduler: dict
    latent_shape: tuple[int, ...]
    output: dict  # the manifest's `format`
    steps: int = 50
    guidance: float = 7.5
    vocoder: dict | None = None

    @property
    def scale(self) -> float:
        return IMAGE_SCALE if self.modality == "image" else self.vae.get("scaling_factor", IMAGE_SCALE)


@dataclass
class Layout:
    shapes: dict[str, Size]  # of ImageBind, by its published names
    input_projection: dict[str, Size]
    output_projections: dict[str, dict[str, Size]]
    llm: LlamaConfig
    decoders: dict[str, Decoder]
    attention: str = "plain"
    weights: dict[str, Weights] = field(default_factory=dict)  # by family; none in a dry run

    @property
    def image_side(self) -> int:
        patches = self.shapes["modality_preprocessors.vision.pos_embedding_helper.pos_embed"][1] - 1
        return PATCH * math.isqrt(patches)


def graphs_of(layout: Layout) -> list[Graph]:
    """Small graphs first, so that a fault shows early."""
    made = [*projection_graphs(layout), *(encoder_graph(layout, modality) for modality in MODALITIES)]
    for decoder in layout.decoders.values():
        made += decoder_graphs(layout, decoder)
    return [*made, *llm_graphs(layout)]


def of(*shape: int | str, dtype: torch.dtype = torch.float32) -> tuple[tuple[int | str, ...], torch.dtype]:
    return shape, dtype


def media_inputs(layout: Layout, modality: str) -> Inputs:
    side, clips = layout.image_side, IMAGEBIND["clips"].get(modality, 1)
    return {"image": {"pixels": of(1, 3, side, side)},
            "audio": {"mel": of(1, clips, 1, IMAGEBIND["mels"], IMAGEBIND["mel_frames"])},
            "video": {"pixels": of(1, clips * IMAGEBIND["crops"], 3, IMAGEBIND["frames_per_clip"], side, side)}}[modality]


def encoder_graph(layout: Layout, modality: str) -> Graph:
    tower_name = TOWERS[modality]

    def name_of(name: str) -> str:
        part, rest = name.removeprefix("tower.").split(".", 1)
        return f"modality_{part}s.{tower_name}.{rest}"

    return Graph(f"encoder.{modality}", lambda: MediaEncoder(tower_like(tower_name, layout.shapes)), media_inputs(layout, modality), ["embeddings"],
                 layout.weights.get("imagebind"), name_of, LLM_LIMIT_MS)


def projection_graphs(layout: Layout) -> list[Graph]:
    width, embedding = layout.input_projection["weight"]
    into = [Graph(f"input-projector.{modality}", lambda: InputProjection(embedding, width), {"embeddings": of(1, 1, embedding)}, ["embeds"],
                  layout.weights.get("input_projection")) for modality in MODALITIES]
    out = [Graph(f"output-projector.{modality}", lambda shapes=shapes: projection_like(shapes),
                 {name: of(1, len(SIGNALS[modality]), width) for name in ("hidden", "token_embeddings")}, ["condition"],
                 layout.weights.get(f"output_projection.{modality}")) for modality, shapes in layout.output_projections.items()]
    return [*into, *out]


def llm_graphs(layout: Layout) -> list[Graph]:
    config, weights = layout.llm, layout.weights.get("llm")
    width, layers = config.hidden_size, range(config.num_hidden_layers)
    row = (config.num_key_value_heads, width // config.num_attention_heads)
    past = {f"past_{kind}.{layer}": of("past", *row) for kind in ("key", "value") for layer in layers}
    fresh = [f"new_{kind}.{layer}" for kind in ("key", "value") for layer in layers]
    return [Graph("llm.embed", lambda: TokenEmbeddings(config.vocab_size, width), {"input_ids": of(1, "tokens", dtype=torch.int64)}, ["embeds"],
                  weights, lambda name: f"model.{name}"),
            Graph("llm.decoder", lambda: LanguageModel(config, layout.attention), {"inputs_embeds": of(1, "tokens", width), **past}, ["logits", "hidden", *fresh],
                  weights, cut("llama."), LLM_LIMIT_MS, quantises=True)]


def decoder_graphs(layout: Layout, decoder: Decoder) -> list[Graph]:
    modality, latents = decoder.modality, decoder.latent_shape
    shapes = layout.output_projections[modality]
    condition = (shapes["query_embs"][1], shapes["model.weight"][0])
    inputs = {"sample": of("batch", *latents), "timestep": of("batch"), "condition": of("batch", *condition)}
    weights = {part: layout.weights.get(f"{modality}.{part}") for part in ("unet", "vae", "vocoder")}
    named = "mel" if modality == "audio" else "pixels"
    made = [Graph(f"decoder.{modality}.latent-decoder", lambda: LatentDecoder(decoding_half(decoder.vae), decoder.scale), {"latents": of(1, *latents)},
                  [named], weights["vae"], cut("vae."), DECODER_LIMIT_MS),
            Graph(f"decoder.{modality}.denoiser", lambda: Denoiser(unet(decoder), modality == "audio"), inputs, ["prediction"],
                  weights["unet"], cut("unet."), DENOISER_LIMIT_MS)]
    if decoder.vocoder is None:
        return made
    scale = 2 ** (len(decoder.vae["block_out_channels"]) - 1)
    mel = {"mel": of(1, 1, latents[1] * scale, latents[2] * scale)}
    return [Graph("decoder.audio.vocoder", lambda: Vocoder(SpeechT5HifiGan(SpeechT5HifiGanConfig(**decoder.vocoder))), mel, ["waveform"],
                  weights["vocoder"], cut("hifigan."), DECODER_LIMIT_MS), *made]


def unet(decoder: Decoder) -> nn.Module:
    return (UNet3DConditionModel if decoder.modality == "video" else UNet2DConditionModel).from_config(decoder.unet)


def decoding_half(config: dict) -> nn.Module:
    vae = AutoencoderKL.from_config(config)
    del vae.encoder, vae.quant_conv
    return vae


def cut(prefix: str) -> Callable[[str], str]:
    return lambda name: name.removeprefix(prefix)
