"""First stage, decoders: the painter learns to give back pictures of 128 x 128 from the latents of their halves, though the latents are a little wrong.

`--after-denoiser`: wrong in the way of the image denoiser, by what it makes of a scene's caption, and a critic looks on; else by noise.
"""

from collections.abc import Iterable

import numpy as np
import torch
from torch.nn import functional as F

from classes import attribute_loss
from critic import Critique
from gist import COUNTS
from latents import CELLS, CHANNELS, Painter, trained_code
from library import as_input
from sampling import STEPS, sample, states_of, unconditional_of
from train_backdrops import trained_backdrops
from train_denoiser import Kept, a_little_wrong, demanding, draw_with_things, latents_of, stressed, trained_denoiser
from train_text_encoder import trained_text_encoder
from trainer import arguments, averaged, rank, train
from world import Scene

CRITIC = 0.04  # how much the critic's word counts
LAYERS = 0.1  # how much it counts where the painting covers the backdrop
GIST = 0.01  # how much it counts what the painter takes the picture to show
MADE = 0.6  # share of a batch that the denoiser made


def trained_painter(device: str = "cpu") -> Painter:
    return averaged("painter", Painter(), device)


def edges(pictures: torch.Tensor) -> torch.Tensor:
    """Steps between neighbouring pixels to the right and below, [B, 6, H - 1, W - 1]."""
    corner = pictures[..., :-1, :-1]
    return torch.cat([pictures[..., :-1, 1:] - corner, pictures[..., 1:, :-1] - corner], 1)


class Maker:
    """Latents that the trained image denoiser makes of scenes' whole captions. As nothing is left to chance, the real picture is what they should have become."""

    def __init__(self, device: str):
        self.net, self.reader = trained_denoiser("image", device), trained_text_encoder(device)
        self.empty = unconditional_of(self.reader)

    def __call__(self, scenes: list[Scene]) -> torch.Tensor:
        return sample(self.net, "image", (CHANNELS, CELLS, CELLS), states_of(self.reader, scenes, "image"), self.empty, steps=STEPS["image"] // 2)


def loss_of_painting(net: Painter, latents: torch.Tensor, large: torch.Tensor, covered: torch.Tensor, scenes: list[Scene], critique: Critique | None) -> torch.Tensor:
    """How far the paintings of latents are from renders [B, 3, 128, 128], where things are [B, 1, 128, 128], in pixels, edges, layers and the gist."""
    painting = net.painted(latents)
    picture, small, cover, gist = (part.float() for part in (painting.over(painting.large), painting.small, painting.cover, painting.gist))
    weight = stressed(covered)
    error = (weight * (picture - large).abs()).mean() + (F.avg_pool2d(weight, 2) * (small - F.avg_pool2d(large, 2)).abs()).mean()
    error = error + (weight[..., 1:, 1:] * (edges(picture) - edges(large)).abs()).mean()
    error = error + LAYERS * F.binary_cross_entropy_with_logits(cover, covered) + GIST * attribute_loss(gist.split(COUNTS, -1), scenes, "image")
    return error + CRITIC * critique.loss(picture, large) if critique else error


def main() -> None:
    options = arguments(__doc__, minutes=10, batch=16, rate=1e-3)
    options.add_argument("--after-denoiser", action="store_true")
    given = options.parse_args()
    net, rng = Painter().to(given.device, memory_format=torch.channels_last), np.random.default_rng()
    net.patches.load_state_dict(trained_code(given.device).state_dict())
    net.backdrops.load_state_dict(trained_backdrops(given.device).state_dict())
    make, critique = (Maker(given.device), Critique(given.device)) if given.after_denoiser else (None, None)

    def draw(scenes: list[Scene]) -> Iterable[tuple]:
        pictures, things = zip(*map(draw_with_things, scenes))
        return zip(pictures, things, make(scenes).cpu() if make else [None] * len(scenes))

    drawings = Kept(draw, rng, most=12_000, scene=demanding)

    def loss_of(step: int) -> torch.Tensor:
        scenes, pictures, things, made = drawings.batch(given.batch)
        large = torch.from_numpy(as_input("image", np.stack(pictures))).to(given.device)
        covered = torch.from_numpy(np.stack(things)).float()[:, None].to(given.device)
        first = round(MADE * given.batch) if make else 0
        seen = torch.cat([*(latents[None].to(given.device) for latents in made[:first]), a_little_wrong(latents_of(net.patches, large[first:]))])
        return loss_of_painting(net, seen, large, covered, scenes, critique)

    train("painter", net, loss_of, given)
    if critique and rank() == 0:
        critique.save()


if __name__ == "__main__":
    main()
