"""First stage, decoders: the painter learns to give back pictures of 128 x 128 from the latents of their halves, though the latents are a little wrong.

`--after-denoiser`: wrong in the way of the image denoiser, by what it makes of noisy latents; else by noise.
"""

import random
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional as F

from captions import caption
from draw import render, stage
from latents import Painter, trained_code
from library import as_input
from train_denoiser import SHIFT, noise_level, trained_denoiser, with_noise
from train_text_encoder import trained_text_encoder
from trainer import arguments, averaged, train
from words import caption_ids
from world import CARRIED, Scene, random_scene

WRONG = 0.35  # largest noise on the latents, about a third of their spread
NOISIEST = 0.85  # noise level from which the denoiser predicts, at most
MADE = 0.75  # share of a batch that went through the denoiser


def trained_painter(device: str = "cpu") -> Painter:
    return averaged("painter", Painter(), device)


class Drawings:
    """Pictures [B, 3, 128, 128] and how much each pixel counts [B, 1, 128, 128]: six times where a thing is. Most of a batch was drawn for an earlier one."""

    fresh, keep = 0.25, 12_000

    def __init__(self, rng: np.random.Generator):
        self.rng = rng
        self.kept: list[tuple[Scene, np.ndarray, np.ndarray]] = []

    def batch(self, size: int) -> tuple[list[Scene], torch.Tensor, torch.Tensor]:
        new = size if len(self.kept) < 16 * size else round(self.fresh * size)
        drawn = [self.draw(random_scene(self.rng)) for _ in range(new)]
        again = [self.kept[at] for at in self.rng.integers(len(self.kept), size=size - new)] if size > new else []
        self.kept += drawn
        del self.kept[: -self.keep]
        scenes, pictures, things = zip(*drawn, *again)
        return list(scenes), torch.from_numpy(as_input("image", np.stack(pictures))), 1 + 5 * torch.from_numpy(np.stack(things)).float()[:, None]

    def draw(self, scene: Scene) -> tuple[Scene, np.ndarray, np.ndarray]:
        staging = stage(scene, self.rng, jitter=0.0)
        full, empty = render(staging, 128), render(replace(staging, instances=()), 128)
        return scene, full, np.abs(full.astype(np.int16) - empty).max(-1) > 2


def edges(pictures: torch.Tensor) -> torch.Tensor:
    """Steps between neighbouring pixels to the right and below, [B, 6, H - 1, W - 1]."""
    corner = pictures[..., :-1, :-1]
    return torch.cat([pictures[..., :-1, 1:] - corner, pictures[..., 1:, :-1] - corner], 1)


class Denoised:
    """What the trained image denoiser predicts of latents that were made noisy."""

    def __init__(self, device: str):
        self.net, self.reader, self.device = trained_denoiser("image", device), trained_text_encoder(device), device
        self.words = random.Random()

    @torch.no_grad()
    def __call__(self, latents: torch.Tensor, scenes: list[Scene]) -> torch.Tensor:
        states = self.reader(caption_ids([caption(scene, CARRIED["image"], self.words) for scene in scenes]).to(self.device)).float()
        t = noise_level(torch.rand(len(latents), device=latents.device) * NOISIEST, SHIFT["image"])
        return self.net(with_noise(latents, t), t, states).float()


def main() -> None:
    options = arguments(__doc__, minutes=10, batch=16, rate=1e-3)
    options.add_argument("--after-denoiser", action="store_true")
    given = options.parse_args()
    net, rng = Painter().to(given.device, memory_format=torch.channels_last), np.random.default_rng()
    net.patches.load_state_dict(trained_code(given.device).state_dict())
    denoised = Denoised(given.device) if given.after_denoiser else None
    drawings = Drawings(rng)

    def loss_of(step: int) -> torch.Tensor:
        scenes, large, weight = (part if isinstance(part, list) else part.to(given.device) for part in drawings.batch(given.batch))
        small = F.avg_pool2d(large, 2)
        latents = net.patches(small)
        amount = WRONG * torch.rand(len(latents), 1, 1, 1, device=given.device).square()
        seen = latents + amount * torch.randn_like(latents)
        if denoised:
            made = round(MADE * given.batch)
            seen = torch.cat([denoised(latents[:made], scenes[:made]), seen[made:]])
        painted = net.small(seen).float()
        enlarged = net.enlarger(painted).float()
        error = (weight * (enlarged - large).abs()).mean() + (F.avg_pool2d(weight, 2) * (painted - small).abs()).mean()
        return error + (weight[..., 1:, 1:] * (edges(enlarged) - edges(large)).abs()).mean()

    train("painter", net, loss_of, given)


if __name__ == "__main__":
    main()
