"""First stage, decoders: the backdrops are learned by heart, from renders and wherever no thing stands before them."""

import numpy as np
import torch

from gist import Backdrops
from latents import SIDE
from library import as_input
from train_denoiser import draw_with_things, evenly
from trainer import arguments, averaged, train


def trained_backdrops(device: str = "cpu") -> Backdrops:
    return averaged("backdrops", Backdrops(2 * SIDE), device)


def main() -> None:
    given = arguments(__doc__, minutes=3, batch=24, rate=1e-2).parse_args()  # every pixel of a backdrop is a weight of its own, which only a few pictures move
    net, rng = Backdrops(2 * SIDE).to(given.device), np.random.default_rng()

    def loss_of(step: int) -> torch.Tensor:
        scenes = [evenly(rng) for _ in range(given.batch)]
        pictures, things = (np.stack(rows) for rows in zip(*map(draw_with_things, scenes)))
        real = torch.from_numpy(as_input("image", pictures)).to(given.device)
        covered = torch.from_numpy(things)[:, None].to(given.device)
        with torch.autocast(given.device, enabled=False):  # bf16 has steps of a grey level
            return (net.of(scenes) - real).abs().masked_fill(covered, 0.0).mean()

    train("backdrops", net, loss_of, given)


if __name__ == "__main__":
    main()
