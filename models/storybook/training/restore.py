"""Makes checkpoints of the committed pack, so that training goes on from it on a machine that has none: `python restore.py`.

Weights are those of the pack, in its precision; what only training needs (the encoders' heads, optimisers) begins anew.
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from encoder import VIEWS
from enlarger import Enlarger
from graphs import read_weights
from library import RUNS
from trainer import Optimiser, save
from vocoder import Vocoder

PACK = Path(__file__).parent.parent
TEXT_ENCODER = Path(__file__).parent / "text-encoder.npz"


def keep_text_encoder(net: nn.Module) -> None:
    """No graph of the pack holds it, and every condition is in its space."""
    np.savez(TEXT_ENCODER, **{name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()})


def restore(name: str, net: nn.Module, weights: dict[str, Tensor], matrices: list[nn.Parameter] = []) -> None:
    own = net.state_dict()
    found = {key: value.reshape(own[key].shape) for key, value in weights.items() if key in own and value.numel() == own[key].numel()}
    net.load_state_dict({**own, **found})
    save(RUNS / f"{name}.pt", net, Optimiser(net, 1e-3, matrices), net.state_dict(), 1000)
    print(f"{name}: {len(found)} of {len(own)} tensors")


def within(prefix: str, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {f"{prefix}.{key}": value for key, value in weights.items()}


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    RUNS.mkdir(exist_ok=True)
    shutil.copy(PACK / "tokenizer.json", RUNS / "tokenizer.json")
    # These read runs/tokenizer.json when they are made.
    from train_denoiser import new_denoiser
    from train_encoder import JointEncoder
    from train_language import language_matrices, new_language_model
    from train_text_encoder import Reading

    graph = lambda role: read_weights(PACK / "graphs" / f"{role}.onnx")  # noqa: E731
    texts = {key: torch.from_numpy(value.astype(np.float32)) for key, value in np.load(TEXT_ENCODER).items()}
    restore("text-encoder", Reading(), within("encoder", texts))
    for modality in VIEWS:
        restore(f"denoiser-{modality}", new_denoiser(modality), graph(f"decoder.{modality}.denoiser"))
        restore(f"encoder-{modality}", JointEncoder(modality), within("encoder", graph(f"encoder.{modality}")))
    restore("enlarger", Enlarger(), graph("decoder.image.latent-decoder"))
    restore("vocoder", Vocoder(), graph("decoder.audio.vocoder"))
    language = {**within("llm.embed", graph("llm.embed")), **graph("llm.decoder")}
    for modality in VIEWS:
        language |= within(f"into.{modality}", graph(f"input-projector.{modality}")) | within(f"out.{modality}", graph(f"output-projector.{modality}"))
    net = new_language_model()
    restore("language", net, language, language_matrices(net))


if __name__ == "__main__":
    main()
