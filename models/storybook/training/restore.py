"""Makes checkpoints of the committed pack, so that training goes on from it on a machine that has none: `python restore.py`.

Weights are those of the pack, in its precision; optimisers begin anew.
"""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from animator import Animator
from classes import class_counts
from encoder import VIEWS, Judge
from gist import Backdrops
from graphs import read_weights
from latents import SIDE, Code, Painter
from library import RUNS
from trainer import Optimiser, save
from vocoder import Vocoder

PACK = Path(__file__).parent.parent
# What no graph gives back: the text encoder, the encoders' heads, and what the exporter folds away.
LEFTOVERS = Path(__file__).parent / "leftovers.npz"


def keep_leftovers() -> None:
    """Called by the export, when the graphs are written. What has no checkpoint, or one of another shape than the pack's, keeps what it had."""
    kept = dict(np.load(LEFTOVERS)) if LEFTOVERS.exists() else {}
    for name, net, weights, _ in parts():
        found = fitting(net, weights)
        if not (RUNS / f"{name}.pt").exists() or (weights and size(found) < 0.5 * size(net.state_dict())):
            continue
        average = torch.load(RUNS / f"{name}.pt", weights_only=True)["average"]
        kept = {key: value for key, value in kept.items() if not key.startswith(f"{name}/")}
        kept |= {f"{name}/{key}": value.numpy().astype(np.float16) for key, value in average.items() if key not in found}
    np.savez(LEFTOVERS, **kept)


def size(tensors: dict[str, Tensor]) -> int:
    return sum(tensor.numel() for tensor in tensors.values())


def restore(name: str, net: nn.Module, weights: dict[str, Tensor], matrices: list[nn.Parameter], leftovers: dict[str, np.ndarray]) -> None:
    kept = {key.removeprefix(f"{name}/"): torch.from_numpy(value.astype(np.float32)) for key, value in leftovers.items() if key.startswith(f"{name}/")}
    found = fitting(net, weights)
    if weights and size(found) < 0.5 * size(net.state_dict()):
        print(f"{name}: begins anew, for its shape is another than the pack's")
        return
    if missing := net.state_dict().keys() - found.keys() - kept.keys():
        print(f"{name}: begins anew, for {len(missing)} of its tensors are nowhere")
        return
    net.load_state_dict({**found, **kept})
    save(RUNS / f"{name}.pt", net, Optimiser(net, 1e-3, matrices), net.state_dict(), 0)
    print(f"{name}: {len(kept)} tensors beside the graphs'")


def fitting(net: nn.Module, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    own = net.state_dict()
    return {key: value.reshape(own[key].shape) for key, value in weights.items() if key in own and value.numel() == own[key].numel()}


def within(prefix: str, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {f"{prefix}.{key}": value for key, value in weights.items()}


def without(prefix: str, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {key.removeprefix(f"{prefix}."): value for key, value in weights.items()}


def graph(role: str) -> dict[str, Tensor]:
    return read_weights(PACK / "graphs" / f"{role}.onnx")


def parts() -> Iterator[tuple[str, nn.Module, dict[str, Tensor], list[nn.Parameter]]]:
    """Checkpoint name, network, what the graphs hold of it, and what Muon trains."""
    # These read runs/tokenizer.json when they are made.
    from train_denoiser import new_denoiser
    from train_encoder import JointEncoder
    from train_language import language_matrices, new_language_model
    from train_text_encoder import Reading

    yield "text-encoder", Reading(), {}, []
    for modality in VIEWS:
        yield f"denoiser-{modality}", new_denoiser(modality), without("denoiser", graph(f"decoder.{modality}.denoiser")), []
        yield f"encoder-{modality}", JointEncoder(modality), within("encoder", without("moving", graph(f"encoder.{modality}"))), []
        yield f"judge-{modality}", Judge(modality, class_counts(modality)), without("moving", read_weights(PACK / "judges" / f"{modality}.onnx")), []
    yield "animator", Animator(), graph("decoder.video.latent-decoder"), []
    painter = graph("decoder.image.latent-decoder")
    yield "painter", Painter(), painter, []
    yield "backdrops", Backdrops(2 * SIDE), without("backdrops", painter), []
    yield "vocoder", Vocoder(), graph("decoder.audio.vocoder"), []
    language = {**within("llm.embed", graph("llm.embed")), **graph("llm.decoder")}
    for modality in VIEWS:
        language |= within(f"into.{modality}", graph(f"input-projector.{modality}")) | within(f"out.{modality}", graph(f"output-projector.{modality}"))
    net = new_language_model()
    yield "language", net, language, language_matrices(net)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    RUNS.mkdir(exist_ok=True)
    shutil.copy(PACK / "tokenizer.json", RUNS / "tokenizer.json")
    code = Code()
    found = fitting(code, without("patches", graph("decoder.image.latent-decoder")))
    if len(found) == len(code.state_dict()):
        torch.save(found, RUNS / "code.pt")
    leftovers = dict(np.load(LEFTOVERS))
    for part in parts():
        restore(*part, leftovers)


if __name__ == "__main__":
    main()
