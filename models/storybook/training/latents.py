"""The latents in which pictures are denoised: a fixed linear code of patches, and the painter that gives pictures back.

The code is that of principal components, so that denoisers can train before the painter is done; the painter knows the
world's outlines, and turns what is a little wrong into what is right.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from crisp import Crisp
from encoder import Residual
from enlarger import Enlarger
from gist import COUNTS, Backdrops, likely, new_gist
from library import RUNS, Library, as_input

SIDE, PATCH, CHANNELS = 64, 8, 32
CELLS = SIDE // PATCH


class Code(nn.Module):
    """[B, 3, 64, 64] in [-1, 1] -> latents [B, 32, 8, 8], and back.

    A component is scaled by the root of its spread: all have a like size, and what is large in pictures stays larger.
    """

    def __init__(self, channels: int = CHANNELS, patch: int = PATCH):
        super().__init__()
        self.patch = patch
        for name, shape in (("weight", (channels, 3, patch, patch)), ("bias", (channels,)), ("back", (channels, 3, patch, patch)), ("mean", (1, 3, patch, patch))):
            self.register_buffer(name, torch.zeros(shape))

    def forward(self, pictures: Tensor) -> Tensor:
        return F.conv2d(pictures, self.weight, self.bias, stride=self.patch)

    def invert(self, latents: Tensor) -> Tensor:
        """[B, 32, H, W] -> pictures [B, 3, 8 H, 8 W], as near as the kept components come."""
        return F.conv_transpose2d(latents, self.back, stride=self.patch) + self.mean.repeat(1, 1, *latents.shape[-2:])


class Painter(nn.Module):
    """Latents [B, 32, 8, 8] -> pictures of 128 x 128 in [-1, 1].

    It says first what the picture shows (`gist`) and keeps that in mind (`mind`) while it paints. It knows where it paints (`place`, `spot`, `dot`),
    for in this world much has its place; and what it knows of a thing goes into the whole picture's pixels, too (`detail`, and from places of
    4 x 4 pixels `touch`), not only through the half-sized one. Where no thing covers it (`cover`), the backdrop is seen.
    """

    def __init__(self, channels: int = CHANNELS, patch: int = PATCH, widths: tuple[int, int, int] = (192, 128, 64), enlarger_width: int = 48, cells: int = CELLS):
        super().__init__()
        coarse, fine, finest = widths
        self.patches = Code(channels, patch)
        self.place = nn.Parameter(torch.zeros(1, coarse, cells, cells))
        self.coarse = nn.Sequential(nn.Conv2d(channels, coarse, 3, padding=1), *(Residual(coarse) for _ in range(3)))
        self.split = nn.Conv2d(coarse, 4 * fine, 1)
        self.spot = nn.Parameter(torch.zeros(1, fine, 2 * cells, 2 * cells))
        self.fine = nn.Sequential(*(Residual(fine) for _ in range(5)))
        self.head = nn.Conv2d(fine, 3 * (patch // 2) ** 2, 3, padding=1)
        self.detail = nn.Conv2d(fine, 3 * patch**2, 3, padding=1)
        self.split_again = nn.Conv2d(fine, 4 * finest, 1)
        self.dot = nn.Parameter(torch.zeros(1, finest, 4 * cells, 4 * cells))
        self.finest = nn.Sequential(*(Residual(finest) for _ in range(3)))
        self.touch = nn.Conv2d(finest, 3 * (patch // 2) ** 2, 3, padding=1)
        self.gist = new_gist(coarse, cells)
        self.mind = nn.Sequential(nn.Linear(sum(COUNTS), 256), nn.SiLU(), nn.Linear(256, 2 * (fine + finest)))
        self.cover = nn.Conv2d(finest, (patch // 2) ** 2, 3, padding=1)
        # Learned before (train_backdrops.py): where things nearly always are, they would become whatever mends the things' edges.
        self.backdrops = Backdrops(2 * patch * cells).requires_grad_(False)
        for head in (self.head, self.detail, self.touch, self.cover, self.mind[-1]):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)
        nn.init.constant_(self.cover.bias, 3.0)
        self.enlarger = Enlarger(enlarger_width)
        self.crisp = Crisp()

    def forward(self, latents: Tensor) -> Tensor:
        painting = self.painted(latents)
        return painting.over(self.crisp(painting.large))

    def painted(self, latents: Tensor) -> "Painting":
        seen = self.coarse[1:](self.coarse[0](latents) + self.place)
        logits = self.gist(seen)
        shown = likely(logits)
        fine_tint, finest_tint = self.mind(shown)[..., None, None].split([2 * self.spot.shape[1], 2 * self.dot.shape[1]], 1)
        features = self.fine(tinted(F.pixel_shuffle(self.split(seen), 2) + self.spot, fine_tint))
        finest = self.finest(tinted(F.pixel_shuffle(self.split_again(features), 2) + self.dot, finest_tint))
        side = self.patches.patch
        small = self.patches.invert(latents) + F.pixel_shuffle(self.head(features), side // 2)
        detail = F.pixel_shuffle(self.detail(features), side) + F.pixel_shuffle(self.touch(finest), side // 2)
        cover = F.pixel_shuffle(self.cover(finest), side // 2)
        return Painting(small, (self.enlarger(small) + detail).clamp(-1, 1), cover, self.backdrops(shown), logits)


@dataclass(frozen=True)
class Painting:
    """A picture's layers: at half its size [B, 3, 64, 64] and its whole, where that covers the backdrop (logits [B, 1, 128, 128]), and what it shows (gist.py)."""

    small: Tensor
    large: Tensor
    cover: Tensor
    backdrop: Tensor
    gist: Tensor

    def over(self, large: Tensor) -> Tensor:
        """`large` before the backdrop."""
        return self.backdrop + self.cover.sigmoid() * (large - self.backdrop)


def tinted(features: Tensor, tint: Tensor) -> Tensor:
    """Features [B, W, H, W'], each made larger or smaller and shifted by the two halves of `tint`, [B, 2 W, 1, 1]."""
    scale, shift = tint.chunk(2, 1)
    return features * (1 + scale) + shift


def principal_code(pictures: int = 4000) -> Code:
    """The code of the library's patches, from their covariance."""
    library = Library()
    total, square, count = np.zeros(3 * PATCH**2), np.zeros((3 * PATCH**2,) * 2), 0
    for first in range(0, pictures, 200):
        small = F.avg_pool2d(torch.from_numpy(as_input("image", library.arrays["image"][first : first + 200])), 2)
        patches = F.unfold(small, PATCH, stride=PATCH).transpose(1, 2).reshape(-1, 3 * PATCH**2).double().numpy()
        total, square, count = total + patches.sum(0), square + patches.T @ patches, count + len(patches)
    mean = total / count
    spread, axes = np.linalg.eigh(square / count - np.outer(mean, mean))
    spread, axes = spread[::-1][:CHANNELS], axes[:, ::-1][:, :CHANNELS]  # the largest first
    scale = spread**0.25  # the root of the standard deviation
    code = Code()
    shape = (CHANNELS, 3, PATCH, PATCH)
    code.weight.copy_(torch.from_numpy((axes / scale).T.reshape(shape)))
    code.bias.copy_(torch.from_numpy(-(axes / scale).T @ mean))
    code.back.copy_(torch.from_numpy((axes * scale).T.reshape(shape)))
    code.mean.copy_(torch.from_numpy(mean.reshape(1, 3, PATCH, PATCH)))
    return code


def trained_code(device: str = "cpu") -> Code:
    """runs/code.pt, made where it is missing."""
    path = RUNS / "code.pt"
    if not path.exists():
        torch.save(principal_code().state_dict(), path)
    code = Code()
    code.load_state_dict(torch.load(path, map_location=device, weights_only=True))
    return code.to(device)
