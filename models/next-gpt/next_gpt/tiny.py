"""`python -m next_gpt.tiny --seed N --out DIR`: a complete random checkpoint in the published formats at a tiny size, a conversation with media,
and in DIR/reference what PyTorch, transformers and diffusers make of it, stage by stage."""

import argparse
import json
import wave
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from next_gpt import tiny_decoders
from next_gpt.reference import Reference, write_reference
from next_gpt.reference_media import RATE, ffmpeg
from next_gpt.sources import DELTA
from next_gpt.tiny_imagebind import EMBEDDING, imagebind_parameters
from next_gpt.tiny_language import LAYERS, WIDTH, train_sentencepiece, write_vicuna
from next_gpt.tiny_sources import tiny_sources
from next_gpt.tokenizer import ADDED, SIGNALS, read_sentencepiece

RANK, HIDDEN, CONDITION_TOKENS, CONDITION_WIDTH = 4, 32, 8, 32
CONDITIONS = {"image": (CONDITION_TOKENS, CONDITION_WIDTH), "video": (CONDITION_TOKENS, CONDITION_WIDTH), "audio": (1, CONDITION_WIDTH)}
WISH_AT = {"image": 4, "audio": 7, "video": 10}  # the sampled token that asks for a medium
STOP_AT = 14


def write_tiny(folder: Path, seed: int) -> None:
    torch.manual_seed(seed)
    folder.mkdir(parents=True, exist_ok=True)
    sources = tiny_sources(folder)
    torch.save(imagebind_parameters(), sources.imagebind)
    pieces = train_sentencepiece(sources.checkpoint)
    write_vicuna(sources.vicuna, pieces)
    delta = delta_parameters(pieces + len(ADDED))
    torch.save(delta, sources.checkpoint / DELTA)
    tiny_decoders.write_decoders(sources, CONDITION_TOKENS, CONDITION_WIDTH)
    write_conversation(folder, np.random.default_rng(seed))
    for modality, shape in tiny_decoders.latent_shapes(sources).items():
        np.save(folder / f"noise-{modality}.npy", torch.randn(1, *shape).numpy())
    plant_wishes(folder, delta)
    write_reference(sources, folder)


def delta_parameters(vocabulary: int) -> dict[str, torch.nn.Parameter]:
    llama = {"model.embed_tokens.weight": torch.randn(vocabulary, WIDTH), "lm_head.weight": torch.randn(vocabulary, WIDTH) * WIDTH**-0.5}
    for layer in range(LAYERS):
        for part in "qkvo":
            stem = f"model.layers.{layer}.self_attn.{part}_proj"
            llama[f"{stem}.lora_A.default.weight"] = torch.randn(RANK, WIDTH) * WIDTH**-0.5
            llama[f"{stem}.lora_B.default.weight"] = torch.randn(WIDTH, RANK) * 0.2
    named = {f"llama_model.base_model.model.{name}": tensor for name, tensor in llama.items()}
    named |= {"llama_proj.weight": torch.randn(WIDTH, EMBEDDING), "llama_proj.bias": torch.randn(WIDTH)}
    for modality, field in (("image", "gen_text_hidden_fcs"), ("video", "gen_text_hidden_fcs_video"), ("audio", "gen_text_hidden_fcs_audio")):
        named |= {f"{field}.0.{name}": tensor + 0.02 * torch.randn_like(tensor) for name, tensor in output_projection(*CONDITIONS[modality]).items()}
    return {name: torch.nn.Parameter(tensor) for name, tensor in named.items()}


def output_projection(queries: int, out: int) -> dict[str, Tensor]:
    """As published: `fc`, torch's Transformer as `tfm`, `model`, and the queries."""
    parts = nn.ModuleDict({"fc": nn.Linear(WIDTH, HIDDEN), "tfm": nn.Transformer(HIDDEN, 4, 2, 2, 48), "model": nn.Linear(HIDDEN, out)})
    return parts.state_dict() | {"query_embs": torch.randn(1, queries, HIDDEN)}


def write_conversation(folder: Path, random: np.random.Generator) -> None:
    """Two pictures, a stereo and a mono sound and a film, as files that people send, and two turns that speak of them."""
    Image.fromarray(smooth(random, (61, 83, 3))).save(folder / "picture.png")
    Image.fromarray(smooth(random, (70, 52, 3))).save(folder / "picture.jpg", quality=88)
    write_sound(folder / "sound.wav", random.normal(size=(52_000, 2)).cumsum(0) % 1 - 0.5)
    write_sound(folder / "mono.wav", random.normal(size=(40_000, 1)) * 0.1)
    ffmpeg("-i", str(folder / "mono.wav"), "-bitexact", "-c:a", "flac", str(folder / "sound.flac"))  # of Vorbis old builds of ffmpeg do not cut the end
    (folder / "mono.wav").unlink()
    film = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "60x46", "-r", "8", "-i", "-", "-bitexact", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "20"]
    ffmpeg(*film, str(folder / "film.mp4"), given=smooth(random, (28, 46, 60, 3)).tobytes())
    turns = [{"role": "user", "parts": [medium(1, "image", "picture.png"), text("what is  this?")]},
             {"role": "bot", "parts": [text("This is a boat, I think.")]},
             {"role": "user", "parts": [medium(2, "audio", "sound.wav"), medium(3, "video", "film.mp4"), medium(4, "image", "picture.jpg"), medium(5, "audio", "sound.flac"),
                                        text("Draw it (in blue) with the sound – ünïcode – of these!")]}]
    (folder / "turns.json").write_text(json.dumps(turns, indent=1) + "\n")


def medium(piece: int, modality: str, file: str) -> dict:
    return {"type": "medium", "piece": piece, "modality": modality, "file": file}


def write_sound(path: Path, sound: np.ndarray) -> None:
    """(samples, channels) in [-1, 1] as 16-bit PCM."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).round().astype("<i2").tobytes())


def text(words: str) -> dict:
    return {"type": "text", "text": words}


def smooth(random: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Bytes with edges and slopes, over all axes but the last."""
    waves = sum(np.sin(sum(frequency * np.arange(size).reshape([-1 if axis == i else 1 for i in range(len(shape))])
                           for axis, (size, frequency) in enumerate(zip(shape, random.uniform(0, 0.9, len(shape)))))) for _ in range(4))
    return np.clip(128 + 70 * waves, 0, 255).astype(np.uint8)


@torch.no_grad()
def plant_wishes(folder: Path, delta: dict[str, torch.nn.Parameter]) -> None:
    """Random weights ask for nothing: lm_head's rows of the first signals and of </s> are set so that greedy decoding samples each at its own moment."""
    head = delta["llama_model.base_model.model.lm_head.weight"]
    at = sorted([*((step, SIGNALS[m][0]) for m, step in WISH_AT.items()), (STOP_AT, "</s>")])
    head[[row_of(name, head) for name in (*ADDED, "</s>")]] = 0
    head[read_sentencepiece(tiny_sources(folder).checkpoint).piece_to_id("\u2581###")] = 0  # it would end the answer before its time
    for step, name in at:
        torch.save(delta, tiny_sources(folder).checkpoint / DELTA)
        reference = Reference(tiny_sources(folder))
        embeds = reference.prompt(json.loads((folder / "turns.json").read_text()), folder, {})
        _, logits, hidden, _ = reference.generate(embeds, max_tokens=80)
        states, wanted = torch.stack(hidden[:step + 1]), torch.zeros(step + 1)
        wanted[step] = 2 * logits[step].max().abs() + 1
        head[row_of(name, head)] = torch.linalg.lstsq(states, wanted, driver="gelsd").solution
    torch.save(delta, tiny_sources(folder).checkpoint / DELTA)


def row_of(name: str, head: Tensor) -> int:
    return 2 if name == "</s>" else len(head) - len(ADDED) + ADDED.index(name)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    write_tiny(given.out, given.seed)
    print(f"{sum(path.stat().st_size for path in given.out.rglob('*') if path.is_file()) / 1e6:.1f} MB in {given.out}")


if __name__ == "__main__":
    main()
