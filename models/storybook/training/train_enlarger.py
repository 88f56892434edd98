"""First stage, decoders: the enlarger learns to give back the pictures of 128 x 128 from their halves."""

import numpy as np
import torch
from torch.nn import functional as F

from draw import draw_scene
from enlarger import Enlarger
from library import as_input
from trainer import arguments, averaged, train
from world import random_scene


def trained_enlarger(device: str = "cpu") -> Enlarger:
    return averaged("enlarger", Enlarger(), device)


def main() -> None:
    given = arguments(__doc__, minutes=4, batch=16, rate=2e-3).parse_args()
    net, rng = Enlarger().to(given.device, memory_format=torch.channels_last), np.random.default_rng()

    def loss_of(step: int) -> torch.Tensor:
        pictures = as_input("image", np.stack([draw_scene(random_scene(rng), rng) for _ in range(given.batch)]))
        large = torch.from_numpy(pictures).to(given.device)
        small = F.avg_pool2d(large, 2)
        small = small + 0.03 * torch.rand(1, device=given.device) * torch.randn_like(small)  # what denoisers make is not exact
        return (net(small).float() - large).abs().mean()

    train("enlarger", net, loss_of, given)


if __name__ == "__main__":
    main()
