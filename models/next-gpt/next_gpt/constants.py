"""What the decoders' own text encoders make of an empty prompt: the condition of the unguided half."""

from pathlib import Path

import torch
from torch import Tensor
from transformers import ClapTextModelWithProjection, CLIPTextModel, CLIPTokenizer, RobertaTokenizer

from next_gpt.checkpoint import CheckpointError
from next_gpt.graphs import sha256


def unconditional(modality: str, folder: Path, device: str = "cpu") -> Tensor:
    """(states, width)"""
    try:
        return (of_audio if modality == "audio" else of_states)(folder, device)
    except OSError as error:
        raise CheckpointError(f"{folder} holds no readable tokenizer and text_encoder ({str(error).splitlines()[0]}); expected a whole diffusers folder.") from error


@torch.no_grad()
def of_states(folder: Path, device: str) -> Tensor:
    tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer")
    encoder = CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=torch.float32).to(device)
    ids = tokenizer("", padding="max_length", max_length=tokenizer.model_max_length, truncation=True, return_tensors="pt").input_ids
    return encoder(ids.to(device))[0][0].cpu()


@torch.no_grad()
def of_audio(folder: Path, device: str) -> Tensor:
    """CLAP's embedding, of length 1 as AudioLDM was trained; padding makes no difference to it."""
    tokenizer = RobertaTokenizer.from_pretrained(folder / "tokenizer")
    encoder = ClapTextModelWithProjection.from_pretrained(folder / "text_encoder", dtype=torch.float32).to(device)
    given = tokenizer("", return_tensors="pt").to(device)
    return torch.nn.functional.normalize(encoder(given.input_ids, attention_mask=given.attention_mask).text_embeds, dim=-1).cpu()


def write_constant(values: Tensor, path: Path) -> dict:
    path.write_bytes(values.numpy().astype("<f4").tobytes())
    return {"file": path.name, "sha256": sha256(path), "dtype": "float32", "shape": list(values.shape)}
