"""The last touch on a painted picture: what is soft because the painter was unsure becomes an edge, as an ink line goes along a blurred contour."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601
SURE = 1e-6


class Crisp(nn.Module):
    """[B, 3, H, W] in [-1, 1], likewise: a shock filter on colours, steered by the luma (Osher and Rudin 1990; smoothed before, Alvarez and Mazorra 1994).

    Every pixel takes over from the neighbours on its own side of an edge, which is where the second derivative along the gradient
    changes its sign. Nothing becomes brighter or darker than its neighbours are, so that there are no halos.
    """

    def __init__(self, rounds: int = 2, step: float = 0.1, softness: float = 0.1):
        super().__init__()
        self.rounds, self.step, self.softness = rounds, step, softness
        row = torch.tensor([0.25, 0.5, 0.25])
        self.register_buffer("smooth", torch.tensor(LUMA)[None, :, None, None] * (row[:, None] * row)[None, None], persistent=False)

    def forward(self, pictures: Tensor) -> Tensor:
        for _ in range(self.rounds):
            pictures = pictures - self.step * self.side(pictures) * slope(pictures)
        return pictures

    def side(self, pictures: Tensor) -> Tensor:
        """-1 on the bright side of an edge, 1 on the dark one, less where it is faint; [B, 1, H, W]."""
        luma = around(F.conv2d(around(pictures), self.smooth))
        middle, (left, right), (above, below) = luma[..., 1:-1, 1:-1], beside(luma, -1), beside(luma, -2)
        x, y = (right - left) / 2, (below - above) / 2
        xy = (luma[..., 2:, 2:] + luma[..., :-2, :-2] - luma[..., 2:, :-2] - luma[..., :-2, 2:]) / 4
        along = (right + left - 2 * middle) * x * x + 2 * xy * x * y + (below + above - 2 * middle) * y * y
        return torch.tanh(along / (x * x + y * y + SURE) / self.softness)


def slope(pictures: Tensor) -> Tensor:
    """Of each colour, by the smaller of the steps to both sides, none where they have different signs; [B, 3, H, W]."""
    padded = around(pictures)
    steps = []
    for axis in (-1, -2):
        before, after = beside(padded, axis)
        back, forth = pictures - before, after - pictures
        steps.append(torch.where(back * forth > 0, torch.minimum(back.abs(), forth.abs()), 0.0))
    return (steps[0].square() + steps[1].square() + SURE**2).sqrt()


def around(pictures: Tensor) -> Tensor:
    return F.pad(pictures, (1, 1, 1, 1), mode="replicate")


def beside(padded: Tensor, axis: int) -> tuple[Tensor, Tensor]:
    """The neighbours before and after each pixel of a picture that is one pixel larger on every side."""
    across = padded.narrow(-3 - axis, 1, padded.shape[-3 - axis] - 2)
    size = across.shape[axis]
    return across.narrow(axis, 0, size - 2), across.narrow(axis, 2, size - 2)
