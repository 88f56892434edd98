"""What the trained decoders make beside real renders of the same scenes: `python compare.py --out DIR` writes pictures, strips and spectrograms."""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

import motion
from animate import FRAMES, animate_and_draw
from latents import CELLS, CHANNELS, Painter
from library import as_input
from mel import log_mel
from play import play_scene
from sampling import sample, states_of, unconditional_of
from text_encoder import TextEncoder
from train_animator import trained_animator
from train_denoiser import latents_of, trained_denoiser
from train_painter import trained_painter
from train_text_encoder import trained_text_encoder
from world import VALUES, Scene, random_scene


def to_pixels(latents: torch.Tensor) -> np.ndarray:
    """[..., 3, H, W] in [-1, 1] -> uint8 [..., H, W, 3]."""
    return np.moveaxis(((latents.clamp(-1, 1).numpy() + 1) * 127.5).round().astype(np.uint8), -3, -1)


def pictures_of(scenes: list[Scene], reader: TextEncoder, painter: Painter) -> np.ndarray:
    """What the decoders make of each scene's caption: uint8 [N, 128, 128, 3]."""
    states = states_of(reader, scenes, "image")
    return to_pixels(painter(sample(trained_denoiser("image"), "image", (CHANNELS, CELLS, CELLS), states, unconditional_of(reader))))


def spectrogram(mel: np.ndarray) -> np.ndarray:
    """[64, 256] -> uint8 [64, 256, 3], low frequencies below."""
    grey = np.clip((mel[::-1] + 1.4) / 2.6 * 255, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, -1)


def save(path: Path, rows: list[np.ndarray]) -> None:
    Image.fromarray(np.concatenate(rows, 0)).save(path, optimize=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    rng, reader, painter = np.random.default_rng(given.seed), trained_text_encoder("cpu"), trained_painter()
    empty = unconditional_of(reader)
    scenes = [random_scene(rng, thing=thing, colour=VALUES["colour"][at % 10], motion=VALUES["motion"][at % 8]) for at, thing in enumerate(VALUES["thing"])]
    real = [animate_and_draw(scene, rng) for scene in scenes]
    made = pictures_of(scenes, reader, painter)
    pairs = [np.concatenate([still, picture], 1) for (still, _), picture in zip(real, made)]
    save(given.out / "pictures.png", [np.concatenate(pairs[first : first + 4], 1) for first in range(0, 24, 4)])

    some = scenes[::3]
    firsts = torch.from_numpy(as_input("image", np.stack([still for still, _ in real[::3]])))
    guides, shape = latents_of(painter.patches, firsts), (FRAMES, motion.CHANNELS, CELLS, CELLS)
    motions = sample(trained_denoiser("video"), "video", shape, states_of(reader, some, "video"), empty, guides)
    clips = to_pixels(F.avg_pool2d(trained_animator()(motions, firsts).flatten(0, 1), 2).unflatten(0, (-1, FRAMES)))
    strips = [np.concatenate(list(clip[::2]), 1) for pair in zip((clip for _, clip in real[::3]), clips) for clip in pair]
    save(given.out / "clips.png", strips)

    mels = sample(trained_denoiser("audio"), "audio", (1, 64, 256), states_of(reader, some, "audio"), empty)[:, 0].numpy()
    sounds = [np.concatenate([spectrogram(log_mel(play_scene(scene, rng))), spectrogram(mel)], 1) for scene, mel in zip(some, mels)]
    save(given.out / "sounds.png", sounds)


if __name__ == "__main__":
    main()
