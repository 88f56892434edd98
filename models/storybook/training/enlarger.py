"""The enlarger (the latent decoder's role): pictures of 64 x 64, in which the denoisers work, become 128 x 128 with crisp outlines."""

from torch import Tensor, nn
from torch.nn import functional as F


class Enlarger(nn.Module):
    """[B, 3, 64, 64] in [-1, 1] -> twice the height and width, clamped to [-1, 1]."""

    def __init__(self, width: int = 48):
        super().__init__()
        self.look = nn.Sequential(nn.Conv2d(3, width, 3, padding=1), nn.GELU(), nn.Conv2d(width, width, 3, padding=1), nn.GELU(),
                                  nn.Conv2d(width, width, 3, padding=1), nn.GELU(), nn.Conv2d(width, 12, 3, padding=1))

    def forward(self, small: Tensor) -> Tensor:
        return (F.interpolate(small, scale_factor=2.0, mode="nearest") + F.pixel_shuffle(self.look(small), 2)).clamp(-1, 1)
