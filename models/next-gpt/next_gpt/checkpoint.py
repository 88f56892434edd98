"""Reads the published formats one tensor at a time: .pth and .bin files, safetensors, shards with an index. What is wrong is said in one sentence."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

DIFFUSION = "diffusion_pytorch_model"
TRANSFORMERS = ("model", "pytorch_model")


FETCH_AGAIN = "fetch it again; a text of a few lines in its place is a pointer of Git LFS."


class CheckpointError(Exception):
    """A file that is missing or is not what it should be."""


class Weights:
    """Tensors by name; `get` reads one, `shapes` reads none."""

    def __init__(self, source: str, shapes: Mapping[str, torch.Size], read: Callable[[str], Tensor]):
        self.source, self.shapes, self._read = source, dict(shapes), read

    def get(self, name: str) -> Tensor:
        return self._read(name).detach()

    def under(self, prefix: str) -> "Weights":
        """Those whose names begin with `prefix`, which is cut off."""
        shapes = {name.removeprefix(prefix): shape for name, shape in self.shapes.items() if name.startswith(prefix)}
        if not shapes:
            raise CheckpointError(f'{self.source} holds no parameter that begins with "{prefix}"; is it the file that the README names?')
        return Weights(self.source, shapes, lambda name: self.get(prefix + name))


def read_weights(path: Path) -> Weights:
    """One file: a pickle of tensors (memory-mapped, nothing but tensors is unpickled) or safetensors."""
    if not path.is_file():
        raise CheckpointError(f"{path} is not there; expected a file of weights.")
    try:
        if path.suffix == ".safetensors":
            return read_safetensors(path)
        try:
            tensors = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        except RuntimeError:  # files from before torch 1.6 are no archives and cannot be mapped
            tensors = torch.load(path, map_location="cpu", weights_only=True)
        return Weights(str(path), {name: tensor.shape for name, tensor in tensors.items()}, tensors.__getitem__)
    except (SafetensorError, OSError, EOFError, RuntimeError, ValueError, AttributeError, ArithmeticError, LookupError) as error:
        raise CheckpointError(f"{path} cannot be read as weights ({str(error).splitlines()[0]}); it may be cut off: {FETCH_AGAIN}") from error
    except Exception as error:
        raise CheckpointError(f"{path} holds something else than tensors; nothing of it was run: {FETCH_AGAIN}") from error


def read_safetensors(path: Path) -> Weights:
    file = safe_open(path, "pt")
    return Weights(str(path), {name: torch.Size(file.get_slice(name).get_shape()) for name in file.keys()}, file.get_tensor)


def read_folder(folder: Path, stems: tuple[str, ...] | str) -> Weights:
    """The weights of a Hugging Face folder, whole or in shards, safetensors before pickles."""
    stems = (stems,) if isinstance(stems, str) else stems
    for name in (f"{stem}{ending}" for ending in (".safetensors", ".bin") for stem in stems):
        if (folder / name).is_file():
            return read_weights(folder / name)
        if (folder / f"{name}.index.json").is_file():
            return read_shards(folder, read_config(folder, f"{name}.index.json").get("weight_map", {}))
    raise CheckpointError(f"{folder} holds no weights; expected {stems[0]}.safetensors or {stems[-1]}.bin, or an index of shards.")


def read_shards(folder: Path, files: dict[str, str]) -> Weights:
    if not files:
        raise CheckpointError(f"{folder} has an index of shards that names none; {FETCH_AGAIN}")
    shards = {file: read_weights(folder / file) for file in sorted(set(files.values()))}
    missing = next((name for name, file in files.items() if name not in shards[file].shapes), None)
    if missing is not None:
        raise CheckpointError(f'{folder / files[missing]} lacks "{missing}", which the index says it holds; fetch it again.')
    return Weights(str(folder), {name: shards[file].shapes[name] for name, file in files.items()}, lambda name: shards[files[name]].get(name))


def read_config(folder: Path, name: str = "config.json") -> dict:
    try:
        return json.loads((folder / name).read_text())
    except FileNotFoundError as error:
        raise CheckpointError(f"{folder / name} is not there; expected a Hugging Face folder.") from error
    except ValueError as error:
        raise CheckpointError(f"{folder / name} is no JSON ({error}); fetch it again.") from error


ATTENTION_NAMES = {"query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"}


def with_present_names(weights: Weights) -> Weights:
    """The published VAEs name their attention as diffusers did in 2022."""
    def present(name: str) -> str:
        return ".".join(ATTENTION_NAMES.get(part, part) for part in name.split(".")) if ".attentions." in name else name

    old = {present(name): name for name in weights.shapes}
    return Weights(weights.source, {name: weights.shapes[published] for name, published in old.items()}, lambda name: weights.get(old[name]))


LLAMA_PREFIX = "llama_model.base_model.model."


class Delta:
    """The file that NExT-GPT publishes beside Vicuna: LoRA, embeddings, lm_head and all projections."""

    def __init__(self, weights: Weights):
        if not any(".lora_A." in name for name in weights.shapes):
            raise CheckpointError(f"{weights.source} holds no LoRA; expected the delta file of stage 3 (pytorch_model.pt of 7b_tiva_v0).")
        self.llama = weights.under(LLAMA_PREFIX)
        self.input_projection = weights.under("llama_proj.")
        fields = {"image": "gen_text_hidden_fcs", "video": "gen_text_hidden_fcs_video", "audio": "gen_text_hidden_fcs_audio"}
        self.output_projections = {modality: weights.under(f"{field}.0.") for modality, field in fields.items()}

    def merged(self, vicuna: Weights, device: str = "cpu") -> Weights:
        """Vicuna with the delta's embeddings and lm_head, and W + B A of LoRA (its alpha equals its rank in stage_3.yaml: scale 1)."""
        replaced = {name: shape for name, shape in self.llama.shapes.items() if name in ("model.embed_tokens.weight", "lm_head.weight")}
        shapes = {name: shape for name, shape in vicuna.shapes.items() if not name.endswith("rotary_emb.inv_freq")}
        return Weights(vicuna.source, shapes | replaced, lambda name: self.llama.get(name) if name in replaced else self.add_lora(vicuna, name, device))

    def add_lora(self, vicuna: Weights, name: str, device: str) -> Tensor:
        stem = name.removesuffix(".weight")
        down, up = (f"{stem}.lora_{part}.default.weight" for part in "AB")
        weight = vicuna.get(name)
        if down not in self.llama.shapes:
            return weight
        weight, up, down = (tensor.to(device, torch.float32) for tensor in (weight, self.llama.get(up), self.llama.get(down)))
        return weight + up @ down
