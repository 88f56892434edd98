"""What a picture shows as a whole, and the backdrop that belongs to it: nothing of a backdrop is left to chance, so the painter learns all of them by heart."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from places import VARIANTS
from world import CARRIED, VALUES, Scene

SHOWN = CARRIED["image"]
COUNTS = [len(VALUES[name]) for name in SHOWN]
BACKDROPS = len(VALUES["place"]) * len(VALUES["weather"]) * VARIANTS
PACE = 10.0  # a backdrop's every pixel is a weight of its own, and learns as many times as fast as weights that many pixels share


def classes_of(scenes: list[Scene]) -> Tensor:
    """Each scene's class of each attribute that a picture shows, [B, attributes]."""
    return torch.tensor([[VALUES[name].index(getattr(scene, name)) for name in SHOWN] for scene in scenes])


class Gist(nn.Module):
    """Features [B, W, H, W'] of every place -> logits of every attribute's values, one attribute after the other, [B, sum of COUNTS]."""

    def __init__(self, width: int, cells: int, narrow: int = 24, hidden: int = 192):
        super().__init__()
        self.look = nn.Sequential(nn.Conv2d(width, narrow, 1), nn.SiLU(), nn.Flatten(), nn.Linear(narrow * cells**2, hidden), nn.SiLU(), nn.Linear(hidden, sum(COUNTS)))

    def forward(self, features: Tensor) -> Tensor:
        return self.look(features)

    @staticmethod
    def likely(logits: Tensor) -> Tensor:
        """Probabilities, likewise."""
        return torch.cat([part.softmax(-1) for part in logits.split(COUNTS, -1)], -1)

    @staticmethod
    def loss(logits: Tensor, classes: Tensor) -> Tensor:
        return sum(F.cross_entropy(part, wanted) for part, wanted in zip(logits.split(COUNTS, -1), classes.unbind(-1), strict=True))


class Backdrops(nn.Module):
    """Probabilities [B, sum of COUNTS] -> the mixture of backdrops [B, 3, S, S] that they stand for."""

    def __init__(self, side: int):
        super().__init__()
        self.side = side
        self.scenery = nn.Linear(BACKDROPS, 3 * side**2, bias=False)
        nn.init.zeros_(self.scenery.weight)

    def forward(self, likely: Tensor) -> Tensor:
        parts = dict(zip(SHOWN, likely.split(COUNTS, -1), strict=True))
        # As draw.steady has it, things share out the variants of a place.
        variant = F.pad(parts["thing"], (0, -len(VALUES["thing"]) % VARIANTS)).unflatten(-1, (-1, VARIANTS)).sum(1)
        which = parts["place"][:, :, None, None] * parts["weather"][:, None, :, None] * variant[:, None, None, :]
        return PACE * self.scenery(which.flatten(1)).unflatten(-1, (3, self.side, self.side))

    def of(self, classes: Tensor) -> Tensor:
        """What stands behind scenes whose classes [B, attributes] are known."""
        return self(torch.cat([F.one_hot(wanted, count).float() for wanted, count in zip(classes.unbind(-1), COUNTS, strict=True)], -1))
