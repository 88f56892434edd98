"""First stage, decoders: a denoiser learns to draw, sound or animate what a caption says (`--modality image|audio|video`).

Flow matching with prediction of the clean sample, noise levels shifted towards high noise, a tenth of the captions left empty.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional as F

from captions import caption, known_subset
from draw import render, stage
from latents import CELLS, CHANNELS, PATCH, Code, trained_code
from library import Library, as_input
from train_text_encoder import trained_text_encoder
from trainer import arguments, averaged, train
from unet import Denoiser
from words import caption_ids
from world import Scene, random_scene

SHIFT = {"image": 2.0, "audio": 2.0, "video": 2.0}
EMPTY_SHARE = 0.1


def new_denoiser(modality: str) -> Denoiser:
    """Pictures and clips are denoised as latents (latents.py), sounds as spectrograms."""
    if modality == "audio":
        return Denoiser(1, (64, 256), (4, 8), [64, 128, 256], 2)
    if modality == "image":
        return Denoiser(CHANNELS, (CELLS, CELLS), (1, 1), [256], 3)
    return Denoiser(16 * CHANNELS, (CELLS, CELLS), (1, 1), [320], 3, guide_channels=CHANNELS)


def trained_denoiser(modality: str, device: str = "cpu") -> Denoiser:
    return averaged(f"denoiser-{modality}", new_denoiser(modality), device)


def noise_level(uniform: float | torch.Tensor, shift: float) -> float | torch.Tensor:
    """Numbers evenly in 0..1 -> noise levels t, more of them high for a shift over 1."""
    return shift * uniform / (1 + (shift - 1) * uniform)


def with_noise(clean: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """Clean samples [B, ...] at noise levels [B]: the straight line from clean (0) to noise (1)."""
    level = t.reshape(-1, *[1] * (clean.dim() - 1))
    return (1 - level) * clean + level * torch.randn_like(clean)


def flow_loss(net: Denoiser, clean: torch.Tensor, states: torch.Tensor, shift: float, guide: torch.Tensor | None = None,
              stress: torch.Tensor | float = 1.0) -> torch.Tensor:
    """|x_0 - prediction|^2 / t^2, t clamped at 0.1, times `stress`; where a clip moves (differs from its guide) an error counts five times."""
    t = noise_level(torch.rand(clean.shape[0], device=clean.device), shift)
    error = (net(with_noise(clean, t), t, states, guide).float() - clean).square() * stress
    if guide is not None:
        error = error * (1 + 4 * ((clean - guide[:, None]).abs().amax(2, keepdim=True) > 0.2))
    return (error.flatten(1).mean(1) / t.clamp(min=0.1).square()).mean()


def latents_of(code: Code, pictures: torch.Tensor) -> torch.Tensor:
    """Pictures [B, 3, 128, 128] -> latents [B, 32, 8, 8]."""
    return code(F.avg_pool2d(pictures, 2))


def draw_with_things(scene: Scene, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A picture [128, 128, 3] and where things are in it [128, 128]."""
    staging = stage(scene, rng, jitter=0.0)
    full, empty = render(staging, 128), render(replace(staging, instances=()), 128)
    return full, np.abs(full.astype(np.int16) - empty).max(-1) > 2


class Kept:
    """Batches of drawings, each with its scene: drawing costs more than learning, so most of a batch was drawn for an earlier one."""

    fresh = 0.25

    def __init__(self, draw: Callable[[list[Scene]], Iterable[tuple]], rng: np.random.Generator, most: int):
        self.draw, self.rng, self.most = draw, rng, most
        self.rows: list[tuple] = []

    def batch(self, size: int) -> tuple[list[Scene], ...]:
        """Scenes, and lists of what `draw` makes of each."""
        new = size if len(self.rows) < 16 * size else round(self.fresh * size)
        scenes = [random_scene(self.rng) for _ in range(new)]
        drawn = [(scene, *parts) for scene, parts in zip(scenes, self.draw(scenes), strict=True)]
        again = [self.rows[at] for at in self.rng.integers(len(self.rows), size=size - new)] if size > new else []
        self.rows += drawn
        del self.rows[: -self.most]
        return tuple(map(list, zip(*drawn, *again)))


def latents_drawn(code: Code, rng: np.random.Generator) -> Callable[[list[Scene]], Iterable[tuple]]:
    """Pictures as latents [32, 8, 8], and how much each place counts [1, 8, 8]: six times where a thing is, for it is small."""
    def draw(scenes: list[Scene]) -> Iterable[tuple]:
        pictures, things = (np.stack(rows) for rows in zip(*(draw_with_things(scene, rng) for scene in scenes)))
        stress = 1 + 5 * F.max_pool2d(torch.from_numpy(things).float()[:, None], 2 * PATCH)
        return zip(latents_of(code, torch.from_numpy(as_input("image", pictures))), stress)

    return draw


def clips_as_latents(code: Code, library: Library) -> torch.Tensor:
    """All clips of a library [N, 16, 32, 8, 8] in fp16: reading them anew for every batch costs half as much as learning from them."""
    groups = np.array_split(np.arange(len(library)), len(library) // 64)
    return torch.cat([code(torch.from_numpy(library.media("video", group))).half() for group in groups])


def main() -> None:
    options = arguments(__doc__, minutes=30, batch=32)
    options.add_argument("--modality", choices=tuple(SHIFT), required=True)
    given = options.parse_args()
    modality = given.modality
    net = new_denoiser(modality).to(given.device, memory_format=torch.channels_last)
    reader, code = trained_text_encoder(given.device), trained_code()
    library, rng, words = Library("train" if modality == "audio" else "steady"), np.random.default_rng(), random.Random()
    drawn = Kept(latents_drawn(code, rng), rng, most=60_000)
    clips = clips_as_latents(code, library) if modality == "video" else None

    def captions_of(scenes: list[Scene]) -> list[str]:
        return ["" if words.random() < EMPTY_SHARE else caption(scene, known_subset(scene, modality, words), words) for scene in scenes]

    def loss_of(step: int) -> torch.Tensor:
        guide, stress = None, torch.ones(())
        if modality == "image":
            scenes, latents, counts = drawn.batch(given.batch)
            clean, stress = torch.stack(latents), torch.stack(counts)
        else:
            indices = rng.integers(len(library), size=given.batch)
            scenes = [library.scenes[index] for index in indices]
            clean = torch.from_numpy(library.media(modality, indices)) if clips is None else clips[indices].float()
        clean = clean.to(given.device)
        if modality == "video":
            guide = clean[:, 0]
        with torch.no_grad():
            states = reader(caption_ids(captions_of(scenes)).to(given.device))
        return flow_loss(net, clean, states.float(), SHIFT[modality], guide, stress.to(given.device))

    train(f"denoiser-{modality}", net, loss_of, given)


if __name__ == "__main__":
    main()
