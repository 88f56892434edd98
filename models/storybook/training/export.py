"""Writes the pack: every graph, the tokenizer, the constants and manifest.json (`--out`); `--tiny` a random one of the same layout for tests.

`--language` writes the language model and its projections into a pack that is there, and leaves its other graphs as they are.
"""

import argparse
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

import mel
import motion
from animator import Animator
from encoder import ClipEncoder, Encoder, View
from graphs import describe, export, sha256
from latents import Code, Painter
from library import RUNS
from llm import Llm, Shape
from projections import ClipProjector, InputProjector, OutputProjector
from prompts import BRACKETS, SIGNALS
from restore import keep_leftovers
from sampling import GUIDANCE, STEPS, unconditional_of
from train_animator import trained_animator
from train_denoiser import SHIFT, trained_denoiser
from train_encoder import READ, trained_encoder
from train_language import trained_language_model
from train_painter import trained_painter
from train_text_encoder import trained_text_encoder
from train_vocoder import trained_vocoder
from unet import Denoiser
from vocoder import Vocoder

PREVIEW_EVERY = 4  # steps
# How prompts.py lays out a conversation.
PROMPT = {"begin": "<s>", "user": {"open": "<|user|>", "close": "</s>"}, "bot": {"open": "<|bot|>", "close": "</s>"}, "made": {"open": "<|made|>", "close": "</s>"},
          "author": "{name}: ", "number": "#{n}", "caption": "#{n} ({modality}: {caption})", "stop": ["</s>", "<|user|>"], "labelled": True, "spaced": True}


@dataclass
class Nets:
    """All networks of a pack and the sizes of what they see and make."""

    encoders: dict[str, Encoder | ClipEncoder]
    into: dict[str, InputProjector | ClipProjector]
    llm: Llm
    out: dict[str, OutputProjector]
    denoisers: dict[str, Denoiser]
    painter: Painter
    animator: Animator
    vocoder: Vocoder
    unconditional: Tensor  # (states, width)
    side: int  # of pictures seen and made; clips that are seen have half
    mels: int
    frames: int  # of a spectrogram
    clip: int  # frames of a video


def trained() -> Nets:
    language = trained_language_model()
    empty = unconditional_of(trained_text_encoder("cpu"))[0]
    return Nets({m: trained_encoder(m) for m in SIGNALS}, dict(language.into.items()), language.llm, dict(language.out.items()),
                {m: trained_denoiser(m) for m in SIGNALS}, trained_painter(), trained_animator(), trained_vocoder(), empty, side=128, mels=64, frames=256, clip=16)


def tiny() -> Nets:
    torch.manual_seed(7)
    vocabulary = json.loads((RUNS / "tokenizer.json").read_text())["model"]["vocab"]
    shape = Shape(len(vocabulary), width=32, layers=2, heads=2, kv_heads=1, head_dim=16, inner=48, context=512)
    views = {"image": View(3, (32, 32), (4, 4), (16,)), "audio": View(1, (16, 32), (4, 4), (16,)), "video": View(6, (16, 16), (4, 4), (16,), moments=2)}
    slim = {"condition_width": 32, "states": 4, "steer_width": 32}
    denoisers = {"image": Denoiser(6, (4, 4), (1, 1), [16], 1, **slim), "audio": Denoiser(1, (16, 32), (4, 4), [16, 16], 1, **slim),
                 "video": Denoiser(4 * motion.CHANNELS, (4, 4), (1, 1), [16], 1, guide_channels=6, **slim)}
    nets = Nets({m: Encoder(view, READ, 32) for m, view in views.items()}, {m: InputProjector(32, READ, 32) for m in SIGNALS}, Llm(shape),
                {m: OutputProjector(32, 4, 32) for m in SIGNALS}, denoisers, Painter(6, 4, (16, 8, 8), 8, cells=4), Animator(32, (8, 16, 16)),
                Vocoder(16, 32, 64, 16, 16, 1), torch.randn(4, 32), side=32, mels=16, frames=32, clip=4)
    for net in (*nets.encoders.values(), *nets.denoisers.values(), nets.painter, nets.animator):
        for parameter in net.parameters():
            parameter.data += 0.02 * torch.randn_like(parameter)
    return nets


class WithPast(nn.Module):
    """The LLM as a graph: only the new tokens' keys and values come out; the caller appends them."""

    def __init__(self, llm: Llm):
        super().__init__()
        self.llm = llm

    def forward(self, inputs_embeds: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        half = len(past) // 2
        hidden, fresh = self.llm(inputs_embeds, list(zip(past[:half], past[half:])))
        return self.llm.logits(hidden[:, -1]), hidden, *(key for key, _ in fresh), *(value for _, value in fresh)


def write_language(folder: Path, version: str | None) -> None:
    """For when the language model learned on and the rest did not; graphs of a checkpoint's own shapes only."""
    language = trained_language_model()
    entries = json.loads((folder / "manifest.json").read_text())
    entries |= {"version": version or entries["version"], "prompt": PROMPT}
    entries["graphs"] |= language_graphs(language.llm, dict(language.into.items()), dict(language.out.items()), folder)
    (folder / "manifest.json").write_text(json.dumps(entries, indent=1) + "\n")


def write_graphs(nets: Nets, folder: Path) -> dict[str, dict]:
    media = {"image": torch.randn(1, 3, nets.side, nets.side), "audio": torch.randn(1, 1, nets.mels, nets.frames),
             "video": torch.randn(1, nets.clip, 3, nets.side // 2, nets.side // 2)}
    graphs, write = writer(folder)
    for modality, encoder in nets.encoders.items():
        write(f"encoder.{modality}", encoder, {"mel" if modality == "audio" else "pixels": media[modality]}, ["embeddings"])
        write_denoiser(write, modality, nets)
    latents = {modality: torch.randn(1, *latent_shape(modality, nets)) for modality in SIGNALS}
    write("decoder.image.latent-decoder", nets.painter, {"latents": latents["image"]}, ["pixels"])
    write("decoder.video.latent-decoder", nets.animator, {"latents": latents["video"], "first_frame": media["image"]}, ["pixels"])
    write("decoder.audio.vocoder", nets.vocoder, {"mel": media["audio"]}, ["waveform"])
    return graphs | language_graphs(nets.llm, nets.into, nets.out, folder)


def language_graphs(llm: Llm, into: dict[str, InputProjector | ClipProjector], out: dict[str, OutputProjector], folder: Path) -> dict[str, dict]:
    width, shape = llm.shape.width, llm.shape
    graphs, write = writer(folder)
    for modality, projector in into.items():
        write(f"input-projector.{modality}", projector, {"embeddings": embeddings_for(projector)}, ["embeds"])
        signals = len(SIGNALS[modality])
        write(f"output-projector.{modality}", out[modality],
              {"hidden": torch.randn(1, signals, width), "token_embeddings": torch.randn(1, signals, width)}, ["condition"])
    write("llm.embed", llm.embed, {"input_ids": torch.arange(3)[None]}, ["embeds"], {"input_ids": {1: "tokens"}})
    past = {f"past_{kind}.{layer}": torch.randn(5, shape.kv_heads, shape.head_dim) for kind in ("key", "value") for layer in range(shape.layers)}
    fresh = [f"new_{kind}.{layer}" for kind in ("key", "value") for layer in range(shape.layers)]
    write("llm.decoder", WithPast(llm), {"inputs_embeds": torch.randn(1, 3, width), **past}, ["logits", "hidden", *fresh],
          {"inputs_embeds": {1: "tokens"}, **{name: {0: "past"} for name in past}})
    return graphs


def embeddings_for(projector: InputProjector | ClipProjector) -> Tensor:
    halves = [projector.still, projector.moving] if isinstance(projector, ClipProjector) else [projector]
    return torch.cat([torch.randn(1, READ, half.words.in_features) for half in halves], 1)


def writer(folder: Path):
    """The manifest's entries of graphs, and what writes a graph and fills them."""
    graphs: dict[str, dict] = {}

    def write(role: str, net: nn.Module, inputs: dict[str, Tensor], outputs: list[str], free: dict[str, dict[int, str]] | None = None) -> None:
        path = folder / "graphs" / f"{role}.onnx"
        error = export(net, path, inputs, outputs, free, quartered=role.startswith(("encoder.", "input-projector.", "output-projector.")) or role.endswith((".denoiser", ".latent-decoder")))
        graphs[role] = describe(path, folder)
        print(f"{role}: {path.stat().st_size / 1e6:.2f} MB, differs from PyTorch by {error:.1e}", flush=True)

    return graphs, write


def latent_shape(modality: str, nets: Nets) -> list[int]:
    """What is denoised: latents of pictures, the motion of every frame of a clip, spectrograms as they are."""
    channels, _, patch, _ = nets.painter.patches.weight.shape
    cells = [nets.side // 2 // patch] * 2
    return {"image": [channels, *cells], "audio": [1, nets.mels, nets.frames], "video": [nets.clip, motion.CHANNELS, *cells]}[modality]


class FromFirstFrame(nn.Module):
    """A clip's denoiser as a graph: the first frame comes as a picture."""

    def __init__(self, denoiser: Denoiser, code: Code):
        super().__init__()
        self.denoiser, self.patches = denoiser, code

    def forward(self, sample: Tensor, timestep: Tensor, condition: Tensor, first_frame: Tensor) -> Tensor:
        return self.denoiser(sample, timestep, condition, self.patches(F.avg_pool2d(first_frame, 2)))


def write_denoiser(write, modality: str, nets: Nets) -> None:
    net = nets.denoisers[modality]
    two = {"sample": torch.randn(2, *latent_shape(modality, nets)), "timestep": torch.tensor([0.7, 0.4]), "condition": torch.randn(2, *nets.unconditional.shape)}
    if net.guide_channels:
        two["first_frame"] = torch.randn(2, 3, nets.side, nets.side)
        net = FromFirstFrame(net, nets.painter.patches)
    write(f"decoder.{modality}.denoiser", net, two, ["prediction"], {name: {0: "batch"} for name in two})


def manifest(nets: Nets, folder: Path, graphs: dict[str, dict], version: str) -> dict:
    shape = nets.llm.shape
    (folder / "unconditional.f32").write_bytes(nets.unconditional.detach().numpy().astype("<f4").tobytes())
    unconditional = {"file": "unconditional.f32", "sha256": sha256(folder / "unconditional.f32"), "dtype": "float32",
                     "shape": list(nets.unconditional.shape)}
    return {
        "format": 1, "name": "storybook", "version": version, "licence": {"id": "MIT", "commercial": True},
        "notes": ["A small world of its own: 24 things, 10 colours, 5 places, 3 weathers, 8 motions. It knows nothing else and says so."],
        "tokenizer": {"file": "tokenizer.json", "sha256": sha256(folder / "tokenizer.json")},
        "prompt": PROMPT,
        "llm": {"layers": shape.layers, "kvHeads": shape.kv_heads, "headDim": shape.head_dim, "width": shape.width,
                "vocabulary": shape.vocabulary, "contextTokens": shape.context},
        "sampling": {"temperature": 0.0, "topK": 0, "topP": 1.0, "maxTokens": 160},
        "inputs": {m: {"preprocess": preprocess(m, nets), "tokens": nets.encoders[m].tokens, "open": BRACKETS[m][0], "close": BRACKETS[m][1]} for m in SIGNALS},
        "outputs": {m: output(m, nets, unconditional) for m in SIGNALS},
        "graphs": graphs,
    }


def preprocess(modality: str, nets: Nets) -> dict:
    half = {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]}
    if modality == "image":
        return {"type": "image", "size": nets.side, "fit": "cover", "resample": "bicubic", **half}
    if modality == "video":
        return {"type": "frames", "size": nets.side // 2, "frames": nets.clip, "seconds": 2.0, "fit": "cover", "resample": "box", **half}
    return {"type": "log-mel", "sampleRateHz": mel.RATE, "samples": nets.frames * nets.vocoder.hop, "fftSize": nets.vocoder.fft, "hopSize": nets.vocoder.hop,
            "mels": nets.mels, "frames": nets.frames, "lowHz": 0, "highHz": mel.RATE / 2, "floor": mel.ENERGY_FLOOR, "mean": mel.LOG_MEAN, "std": mel.LOG_SCALE}


def output(modality: str, nets: Nets, unconditional: dict) -> dict:
    formats = {"image": {"width": nets.side, "height": nets.side}, "audio": {"sampleRateHz": mel.RATE, "frames": nets.vocoder.length},
               "video": {"width": nets.side, "height": nets.side, "frames": nets.clip, "framesPerSecond": 8}}
    first = {"firstFrame": {"width": nets.side, "height": nets.side}} if modality == "video" else {}
    preview = {} if modality == "audio" else {"previewEvery": PREVIEW_EVERY}
    return {"signals": SIGNALS[modality], "latentShape": latent_shape(modality, nets), "steps": STEPS[modality], "guidance": GUIDANCE[modality],
            "scheduler": {"type": "flow-euler", "shift": SHIFT[modality], "prediction": "sample"}, "unconditional": unconditional,
            **first, **preview, "format": formats[modality]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path(__file__).parent.parent)
    options.add_argument("--tiny", action="store_true")
    options.add_argument("--language", action="store_true")
    options.add_argument("--version", help="of the pack; 0.1.0, or with --language what it was, if left out")
    given = options.parse_args()
    if given.language:
        write_language(given.out, given.version)
        keep_leftovers()
        return
    given.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(RUNS / "tokenizer.json", given.out / "tokenizer.json")
    nets = tiny() if given.tiny else trained()
    entries = manifest(nets, given.out, write_graphs(nets, given.out), given.version or "0.1.0")
    (given.out / "manifest.json").write_text(json.dumps(entries, indent=1) + "\n")
    if not given.tiny:
        keep_leftovers()
    print(f"{sum(path.stat().st_size for path in (given.out / 'graphs').iterdir()) / 1e6:.1f} MB of graphs in {given.out}")


if __name__ == "__main__":
    main()
