"""The published files as they lie on disk, and the layout of the pack that they become."""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import LlamaConfig

from next_gpt.checkpoint import (DIFFUSION, TRANSFORMERS, CheckpointError, Delta, Weights, read_config, read_folder, read_weights,
                                 with_present_names)
from next_gpt.layout import Decoder, Layout
from next_gpt.tokenizer import ADDED, read_sentencepiece

DELTA = "pytorch_model.pt"


@dataclass
class Sources:
    checkpoint: Path
    imagebind: Path
    vicuna: Path
    decoders: dict[str, Path]
    audio_seconds: float = 9
    video_size: tuple[int, int] = (576, 320)  # width, height
    video_frames: int = 24
    frames_per_second: int = 8


DEVICES = ("cpu", "cuda")


def check_device(device: str) -> None:
    if device == "cuda" and not torch.cuda.is_available():
        raise CheckpointError("--device cuda: PyTorch finds no CUDA device here; leave it out to export on the CPU, the pack is the same.")


def read_layout(sources: Sources, device: str = "cpu") -> Layout:
    """Opens every file, reads no tensor."""
    delta = Delta(read_weights(sources.checkpoint / DELTA))
    imagebind = read_weights(sources.imagebind)
    for part in ("modality_preprocessors", "modality_trunks", "modality_heads"):
        for tower in ("vision", "audio"):
            imagebind.under(f"{part}.{tower}.")
    vicuna = delta.merged(read_folder(sources.vicuna, TRANSFORMERS), device)
    decoders = {modality: read_decoder(modality, sources) for modality in ("image", "audio", "video")}
    layout = Layout(imagebind.shapes, delta.input_projection.shapes, {m: weights.shapes for m, weights in delta.output_projections.items()},
                    read_llama_config(sources, vicuna), decoders)
    layout.weights = {"imagebind": imagebind, "input_projection": delta.input_projection, "llm": vicuna,
                      **{f"output_projection.{m}": weights for m, weights in delta.output_projections.items()}, **decoder_weights(sources)}
    return layout


def read_llama_config(sources: Sources, weights: Weights) -> LlamaConfig:
    config = LlamaConfig(**read_config(sources.vicuna))
    config.vocab_size, width = weights.shapes["model.embed_tokens.weight"]
    pieces = read_sentencepiece(sources.checkpoint).get_piece_size()
    if width != config.hidden_size:
        raise CheckpointError(f"{sources.checkpoint / DELTA} is {width} wide and {sources.vicuna} {config.hidden_size}; they belong to different models.")
    if config.vocab_size != pieces + len(ADDED):
        raise CheckpointError(f"{sources.checkpoint / DELTA} has {config.vocab_size} token embeddings, its tokenizer {pieces} pieces and {len(ADDED)} added "
                              f"tokens; expected {pieces + len(ADDED)}, as 7b_tiva_v0 has.")
    return config


def read_decoder(modality: str, sources: Sources) -> Decoder:
    folder = sources.decoders[modality]
    unet, vae = read_config(folder / "unet"), read_config(folder / "vae")
    scheduler = read_config(folder / "scheduler", "scheduler_config.json")
    vocoder = read_config(folder / "vocoder") if modality == "audio" else None
    return sized(modality, unet, vae, scheduler, vocoder, sources)


def sized(modality: str, unet: dict, vae: dict, scheduler: dict, vocoder: dict | None, sources: Sources) -> Decoder:
    """How large the latents of what is made are."""
    scale, channels = 2 ** (len(vae["block_out_channels"]) - 1), unet["in_channels"]
    if modality == "image":
        side = unet["sample_size"]
        return Decoder(modality, unet, vae, scheduler, (channels, side, side), {"width": side * scale, "height": side * scale})
    if modality == "video":
        width, height = sources.video_size
        if width % scale or height % scale or 0 in (width, height):
            raise CheckpointError(f"--video-size {width}x{height}: expected multiples of {scale}, the steps in which the decoder of {sources.decoders[modality]} makes films.")
        size = {"width": width, "height": height, "frames": sources.video_frames, "framesPerSecond": sources.frames_per_second}
        return Decoder(modality, unet, vae, scheduler, (channels, sources.video_frames, height // scale, width // scale), size)
    rate, mels = vocoder["sampling_rate"], vocoder["model_in_dim"]
    frames = int(sources.audio_seconds * rate / math.prod(vocoder["upsample_rates"]))
    latents = (channels, math.ceil(frames / scale), mels // scale)
    return Decoder(modality, unet, vae, scheduler, latents, {"sampleRateHz": rate, "frames": int(sources.audio_seconds * rate)}, vocoder=vocoder)


def decoder_weights(sources: Sources) -> dict[str, Weights]:
    read = {}
    for modality, folder in sources.decoders.items():
        read[f"{modality}.unet"] = read_folder(folder / "unet", DIFFUSION)
        read[f"{modality}.vae"] = with_present_names(read_folder(folder / "vae", DIFFUSION))
    read["audio.vocoder"] = read_folder(sources.decoders["audio"] / "vocoder", TRANSFORMERS)
    return read
