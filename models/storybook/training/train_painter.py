"""First stage, decoders: the painter learns to give back pictures of 128 x 128 from the latents of their halves, though the latents are a little wrong."""

import numpy as np
import torch
from torch.nn import functional as F

from draw import draw_scene
from latents import Painter, trained_code
from library import as_input
from trainer import arguments, averaged, train
from world import random_scene

WRONG = 0.35  # largest noise on the latents, about a third of their spread


def trained_painter(device: str = "cpu") -> Painter:
    return averaged("painter", Painter(), device)


def main() -> None:
    given = arguments(__doc__, minutes=10, batch=16, rate=1e-3).parse_args()
    net, rng = Painter().to(given.device, memory_format=torch.channels_last), np.random.default_rng()
    net.patches.load_state_dict(trained_code(given.device).state_dict())

    def loss_of(step: int) -> torch.Tensor:
        pictures = as_input("image", np.stack([draw_scene(random_scene(rng), rng) for _ in range(given.batch)]))
        large = torch.from_numpy(pictures).to(given.device)
        small = F.avg_pool2d(large, 2)
        latents = net.patches(small)
        amount = WRONG * torch.rand(len(latents), 1, 1, 1, device=given.device).square()
        painted = net.small(latents + amount * torch.randn_like(latents))
        return (painted.float() - small).abs().mean() + (net.enlarger(painted).float() - large).abs().mean()

    train("painter", net, loss_of, given)


if __name__ == "__main__":
    main()
