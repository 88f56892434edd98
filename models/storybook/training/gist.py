"""What a picture shows as a whole, and the backdrop that belongs to it: nothing of a backdrop is left to chance, so the painter learns all of them by heart."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from classes import class_counts, classes_of
from places import VARIANTS
from world import CARRIED, VALUES, Scene

SHOWN = CARRIED["image"]
COUNTS = class_counts("image")
BACKDROPS = len(VALUES["place"]) * len(VALUES["weather"]) * VARIANTS


def new_gist(width: int, cells: int, narrow: int = 24, hidden: int = 192) -> nn.Sequential:
    """Features [B, width, cells, cells] of every place -> logits of every attribute's values, one attribute after the other, [B, sum of COUNTS]."""
    return nn.Sequential(nn.Conv2d(width, narrow, 1), nn.SiLU(), nn.Flatten(), nn.Linear(narrow * cells**2, hidden), nn.SiLU(), nn.Linear(hidden, sum(COUNTS)))


def likely(logits: Tensor) -> Tensor:
    """Logits of a gist -> probabilities, likewise."""
    return torch.cat([part.softmax(-1) for part in logits.split(COUNTS, -1)], -1)


class Backdrops(nn.Module):
    """Probabilities [B, sum of COUNTS] -> the mixture of backdrops [B, 3, S, S] that they stand for."""

    def __init__(self, side: int):
        super().__init__()
        self.side = side
        self.scenery = nn.Linear(BACKDROPS, 3 * side**2, bias=False)
        nn.init.zeros_(self.scenery.weight)

    def forward(self, probabilities: Tensor) -> Tensor:
        parts = dict(zip(SHOWN, probabilities.split(COUNTS, -1), strict=True))
        # As draw.steady has it, things share out the variants of a place.
        variant = parts["thing"].unflatten(-1, (-1, VARIANTS)).sum(1)
        which = parts["place"][:, :, None, None] * parts["weather"][:, None, :, None] * variant[:, None, None, :]
        return self.scenery(which.flatten(1)).unflatten(-1, (3, self.side, self.side))

    def of(self, scenes: list[Scene]) -> Tensor:
        """What stands behind the things of these scenes."""
        classes = classes_of(scenes, "image").to(self.scenery.weight.device)
        return self(torch.cat([F.one_hot(wanted, count).float() for wanted, count in zip(classes.unbind(-1), COUNTS, strict=True)], -1))
