"""The denoiser of every modality: a U-Net on patches, steered by the caption's states.

Knows tensors only: pictures, log-mel spectrograms and clips differ in their patch and widths, nothing else.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SINUSOIDS = 256


class Denoiser(nn.Module):
    """Predicts the clean sample from a noisy one (flow matching: x_t = (1 - t) x_0 + t noise, prediction of x_0).

    sample [B, C, H, W] (a clip's motion [B, F, C, H, W] is folded to F * C channels), timestep [B] in (0, 1], condition [B, S, D].
    `guide_channels` further channels at the sample's size (a clip's first frame) are seen but not denoised. Learned maps
    tell every patch where it is: skies are above, frequencies have their rows. What is drawn and what is
    kept of the noisy sample are predicted apart (see `gain`).
    """

    def __init__(self, channels: int, size: tuple[int, int], patch: tuple[int, int], widths: list[int], blocks: int,
                 condition_width: int = 256, states: int = 16, guide_channels: int = 0, steer_width: int = 384):
        super().__init__()
        rows, columns = size[0] // patch[0], size[1] // patch[1]
        deepest = len(widths) - 1
        self.where = nn.Parameter(torch.zeros(1, widths[0], rows, columns))
        self.where_deep = nn.Parameter(torch.zeros(1, widths[-1], rows >> deepest, columns >> deepest))
        self.patch, self.guide_channels = patch, guide_channels
        area = patch[0] * patch[1]
        self.time = nn.Sequential(nn.Linear(SINUSOIDS, steer_width), nn.SiLU(), nn.Linear(steer_width, steer_width))
        self.caption_each = nn.Linear(condition_width, steer_width // states)
        self.caption = nn.Sequential(nn.SiLU(), nn.Linear(steer_width, steer_width))
        self.stem = nn.Conv2d((channels + guide_channels) * area, widths[0], 3, padding=1)
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        for level, width in enumerate(widths):
            previous = widths[max(level - 1, 0)]
            halve = nn.Conv2d(previous, width, 3, stride=2, padding=1) if level else nn.Identity()
            self.down.append(nn.ModuleList([halve, *(Block(width, width, steer_width) for _ in range(blocks))]))
        for level in reversed(range(len(widths) - 1)):
            width, deeper = widths[level], widths[level + 1]
            merge = Block(width + deeper, width, steer_width)
            self.up.append(nn.ModuleList([merge, *(Block(width, width, steer_width) for _ in range(blocks - 1))]))
        self.middle = nn.ModuleList([Attention(widths[-1], condition_width), Block(widths[-1], widths[-1], steer_width),
                                     Attention(widths[-1], condition_width)])
        self.head_norm = nn.GroupNorm(8, widths[0])
        self.head = nn.Conv2d(widths[0], 2 * channels * area, 3, padding=1)

    def forward(self, sample: Tensor, timestep: Tensor, condition: Tensor, guide: Tensor | None = None) -> Tensor:
        shape = sample.shape
        noisy = sample.flatten(1, -3) if sample.dim() == 5 else sample  # (B, C, H, W)
        x = unshuffle(noisy if guide is None else torch.cat([noisy, guide], 1), self.patch)
        steer = self.time(sinusoids(timestep)) + self.caption(self.caption_each(condition).flatten(1))  # (B, steer_width)
        x = self.stem(x.contiguous(memory_format=torch.channels_last)) + self.where
        skips = []
        for halve, *blocks in self.down:
            x = halve(x)
            for block in blocks:
                x = block(x, steer)
            skips.append(x)
        before, block, after = self.middle
        x = after(block(before(x + self.where_deep, condition), steer), condition)
        skips.pop()
        for merge, *blocks in self.up:
            x = merge(torch.cat([F.interpolate(x, scale_factor=2.0, mode="nearest"), skips.pop()], 1), steer)
            for block in blocks:
                x = block(x, steer)
        x = F.silu(self.head_norm(x))
        return gain(noisy, *shuffle(self.head(x), self.patch).chunk(2, 1)).reshape(shape)


def gain(noisy: Tensor, drawn: Tensor, trust: Tensor) -> Tensor:
    """What is expected plus a gain times the noisy sample: the form of the posterior mean where both are normal (Kalman).

    Flat ground sets the gain to zero and is free of noise; fine detail at a low noise level passes through without having
    to be carried by the features.
    """
    return drawn + torch.sigmoid(trust - 2.0) * noisy


class Block(nn.Module):
    """Two 3x3 convolutions around a normalisation that the caption and the noise level scale and shift."""

    def __init__(self, width_in: int, width_out: int, steer_width: int):
        super().__init__()
        self.norm_in = nn.GroupNorm(8, width_in)
        self.conv_in = nn.Conv2d(width_in, width_out, 3, padding=1)
        self.steer = nn.Linear(steer_width, 2 * width_out)
        self.norm_out = nn.GroupNorm(8, width_out)
        self.conv_out = nn.Conv2d(width_out, width_out, 3, padding=1)
        self.skip = nn.Identity() if width_in == width_out else nn.Conv2d(width_in, width_out, 1)
        nn.init.zeros_(self.conv_out.weight)
        nn.init.zeros_(self.conv_out.bias)

    def forward(self, x: Tensor, steer: Tensor) -> Tensor:
        h = self.conv_in(F.silu(self.norm_in(x)))
        scale, shift = self.steer(F.silu(steer))[:, :, None, None].chunk(2, 1)  # (B, width_out, 1, 1) each
        return self.skip(x) + self.conv_out(F.silu(self.norm_out(h) * (1 + scale) + shift))


class Attention(nn.Module):
    """Self-attention over places and cross-attention to the caption's states, at the coarsest level only."""

    def __init__(self, width: int, condition_width: int, heads: int = 4):
        super().__init__()
        self.heads = heads
        self.norm = nn.GroupNorm(8, width)
        self.query, self.key_value = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.caption_key_value = nn.Linear(condition_width, 2 * width)
        self.out = nn.Linear(width, width)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        batch, width, height, length = x.shape
        places = self.norm(x).flatten(2).transpose(1, 2)  # (B, H * W, width)
        key_value = torch.cat([self.key_value(places), self.caption_key_value(condition)], 1)
        key, value = key_value.unflatten(-1, (2, self.heads, width // self.heads)).unbind(2)  # (B, N, heads, d) each
        query = self.query(places).unflatten(-1, (self.heads, width // self.heads))
        mixed = attend(query.transpose(1, 2), key.transpose(1, 2), value.transpose(1, 2))
        mixed = self.out(mixed.transpose(1, 2).flatten(2))
        return x + mixed.transpose(1, 2).unflatten(2, (height, length))


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None) -> Tensor:
    """Scaled dot-product attention, (B, heads, N, d); written out so that it exports to plain matrix products."""
    scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
    if mask is not None:
        scores = scores + mask
    return torch.softmax(scores, -1) @ value


def sinusoids(timestep: Tensor, width: int = SINUSOIDS) -> Tensor:
    """Sine and cosine features of noise levels in [0, 1]; frequencies 1 to 1000, spaced evenly in the logarithm."""
    frequencies = torch.exp(torch.linspace(0.0, math.log(1000.0), width // 2, device=timestep.device))
    angles = timestep[:, None].float() * frequencies[None]
    return torch.cat([angles.sin(), angles.cos()], -1)


def unshuffle(x: Tensor, patch: tuple[int, int]) -> Tensor:
    """(B, C, H, W) -> (B, C * ph * pw, H / ph, W / pw)."""
    batch, channels, height, length = x.shape
    ph, pw = patch
    x = x.reshape(batch, channels, height // ph, ph, length // pw, pw)
    return x.permute(0, 1, 3, 5, 2, 4).reshape(batch, channels * ph * pw, height // ph, length // pw)


def shuffle(x: Tensor, patch: tuple[int, int]) -> Tensor:
    """The inverse of `unshuffle`."""
    batch, channels, height, length = x.shape
    ph, pw = patch
    x = x.reshape(batch, channels // (ph * pw), ph, pw, height, length)
    return x.permute(0, 1, 4, 2, 5, 3).reshape(batch, channels // (ph * pw), height * ph, length * pw)
