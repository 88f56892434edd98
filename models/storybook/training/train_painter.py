"""First stage, decoders: the painter learns to give back pictures of 128 x 128 from the latents of their halves, though the latents are a little wrong.

`--after-denoiser`: wrong in the way of the image denoiser, by what it makes of noisy latents, and a critic looks on; else by noise.
"""

import random

import numpy as np
import torch
from torch.nn import functional as F

from captions import caption
from critic import Critique
from latents import Painter, trained_code
from library import as_input
from train_denoiser import SHIFT, Kept, a_little_wrong, draw_with_things, noise_level, stressed, trained_denoiser, with_noise
from train_text_encoder import trained_text_encoder
from trainer import arguments, averaged, train
from words import caption_ids
from world import CARRIED, Scene

NOISIEST = 0.85  # noise level from which the denoiser predicts, at most
CRITIC = 0.04  # how much the critic's word counts
MADE = 0.75  # share of a batch that went through the denoiser


def trained_painter(device: str = "cpu") -> Painter:
    return averaged("painter", Painter(), device)


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
    denoised, critique = (Denoised(given.device), Critique(given.device)) if given.after_denoiser else (None, None)
    drawings = Kept(lambda scenes: map(draw_with_things, scenes), rng, most=12_000)

    def loss_of(step: int) -> torch.Tensor:
        scenes, pictures, things = drawings.batch(given.batch)
        large = torch.from_numpy(as_input("image", np.stack(pictures))).to(given.device)
        weight = stressed(torch.from_numpy(np.stack(things)).float()[:, None]).to(given.device)
        small = F.avg_pool2d(large, 2)
        latents = net.patches(small)
        seen = a_little_wrong(latents)
        if denoised:
            made = round(MADE * given.batch)
            seen = torch.cat([denoised(latents[:made], scenes[:made]), seen[made:]])
        painted = net.small(seen).float()
        enlarged = net.enlarger(painted).float()
        error = (weight * (enlarged - large).abs()).mean() + (F.avg_pool2d(weight, 2) * (painted - small).abs()).mean()
        error = error + (weight[..., 1:, 1:] * (edges(enlarged) - edges(large)).abs()).mean()
        return error + CRITIC * critique.loss(enlarged, large) if critique else error

    train("painter", net, loss_of, given)
    if critique:
        critique.save()


if __name__ == "__main__":
    main()
