"""The clip's latent decoder: takes a first frame apart into layers and moves these as motion latents say (motion.py), by warping.

What stands still stays exactly as it is in the first frame, and what moves keeps its outlines however far it goes.
"""

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

import weather
from animate import FRAMES
from draw import Staging, render_layer, stage
from encoder import Residual, enlarged
from motion import FAINTER, FLOOR, THINGS, UNIT
from places import PICTURE
from unet import shuffle, unshuffle
from world import random_scene

# The falling weathers' moments, one after another: what is seen of each comes back after its cycle.
MOMENTS = [(name, phase) for name, cycle in weather.PHASES.items() for phase in range(cycle)]
PATCH = 4
PARTS = {"things": 5, "floor": 4, "ground": 4}  # channels of each layer: colours, opacity or trust in the first frame, both of things


class Layers(nn.Module):
    """A first frame [B, 3, S, S] -> its layers at the same size, and the logits of the weather's moment [B, 13].

    Things have colours, opacity and trust; the floor (shadows, water) colours and opacity; the ground, which is seen everywhere
    once the rest is gone, colours and trust. Trust is how far the first frame's own pixels are used.
    """

    def __init__(self, side: int = 128, widths: tuple[int, int, int] = (48, 112, 192)):
        super().__init__()
        fine, middle, coarse = widths
        self.stem = nn.Sequential(nn.Conv2d(3 * PATCH**2, fine, 3, padding=1), Residual(fine))
        self.down = nn.Sequential(nn.Conv2d(fine, middle, 3, stride=2, padding=1), Residual(middle))
        self.deep = nn.Sequential(nn.Conv2d(middle, coarse, 3, stride=2, padding=1), Residual(coarse), Residual(coarse))
        self.deep_up, self.middle_up = nn.Conv2d(coarse, middle, 1), nn.Conv2d(middle, fine, 1)
        self.up, self.last = Residual(middle), Residual(fine)
        self.head = nn.Conv2d(fine, sum(PARTS.values()) * PATCH**2, 3, padding=1)
        self.moment_places = nn.Conv2d(fine, 8, 1)
        self.moment = nn.Linear(8 * (side // PATCH) ** 2, len(MOMENTS))

    def forward(self, first: Tensor) -> tuple[tuple[Tensor, ...], Tensor]:
        fine = self.stem(unshuffle(first, (PATCH, PATCH)).contiguous(memory_format=torch.channels_last))
        middle = self.down(fine)
        deep = self.deep(middle)
        middle = self.up(middle + F.interpolate(self.deep_up(deep), scale_factor=2.0, mode="nearest"))
        last = self.last(fine + F.interpolate(self.middle_up(middle), scale_factor=2.0, mode="nearest"))
        return shuffle(self.head(last), (PATCH, PATCH)).split(list(PARTS.values()), 1), self.moment(self.moment_places(last).flatten(1))


class Animator(nn.Module):
    """Motion latents [B, F, 11, S / 16, S / 16] and a first frame [B, 3, S, S] in [-1, 1] -> the clip [B, F, 3, S, S]."""

    def __init__(self, side: int = 128, widths: tuple[int, int, int] = (48, 112, 192)):
        super().__init__()
        self.layers = Layers(side, widths)
        self.register_buffer("skies", draw_skies(side), persistent=False)
        self.register_buffer("after", moments_after(), persistent=False)

    def forward(self, latents: Tensor, first: Tensor) -> Tensor:
        things, floor, ground, moment = self.taken_apart(first)
        moments = torch.softmax(moment, -1) @ self.after[: latents.shape[1]]  # (F, B, 13)
        skies = (moments.transpose(0, 1).flatten(0, 1) @ self.skies.flatten(1)).unflatten(1, self.skies.shape[1:])
        clip = over(skies, moved(things, floor, ground, latents)).clamp(-1, 1).unflatten(0, latents.shape[:2])
        return torch.cat([first[:, None], clip[:, 1:]], 1)

    def taken_apart(self, first: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Things and floor [B, 4, S, S], colours multiplied by opacity; the ground [B, 3, S, S]; the moment's logits."""
        (things, floor, ground), moment = self.layers(first)
        things = veiled(trusted(first, things[:, :3], things[:, 4:]), things[:, 3:4])
        return things, veiled(floor[:, :3], floor[:, 3:]), trusted(first, ground[:, :3], ground[:, 3:]), moment


def moved(things: Tensor, floor: Tensor, ground: Tensor, latents: Tensor) -> Tensor:
    """Layers [B, 4 or 3, S, S], moved as latents [B, F, 11, S / 16, S / 16] say and laid over each other -> [B * F, 3, S, S]."""
    by, frames, side = latents.flatten(0, 1), latents.shape[1], ground.shape[-1]
    moved_things = warp(things, enlarged(F.pixel_shuffle(by[:, THINGS], 2), side), frames)
    moved_floor = warp(floor, enlarged(by[:, FLOOR], side), frames) * (1 + enlarged(by[:, FAINTER], side))
    return over(moved_things, over(moved_floor, ground.repeat_interleave(frames, 0)))


def trusted(first: Tensor, drawn: Tensor, trust: Tensor) -> Tensor:
    share = torch.sigmoid(trust)
    return share * first + (1 - share) * drawn


def veiled(colours: Tensor, opacity: Tensor) -> Tensor:
    share = torch.sigmoid(opacity)
    return torch.cat([colours * share, share], 1)


def over(front: Tensor, behind: Tensor) -> Tensor:
    """A layer [B, 4, S, S], colours multiplied by opacity, before colours [B, 3, S, S]; Porter and Duff 1984."""
    return front[:, :3] + (1 - front[:, 3:]) * behind


def warp(layer: Tensor, displacement: Tensor, frames: int) -> Tensor:
    """A layer [B, C, S, S] by backward displacements [B * F, 2, S, S] -> [B * F, C, S, S]; outside of it is nothing."""
    side = layer.shape[-1]
    middles = (torch.arange(side, device=layer.device) + 0.5) * 2 / side - 1
    places = torch.stack([middles[None].expand(side, -1), middles[:, None].expand(-1, side)])
    source = places[None] + displacement * (2 * UNIT / PICTURE)
    return F.grid_sample(layer.repeat_interleave(frames, 0), source.permute(0, 2, 3, 1), mode="bilinear", align_corners=False)


def moments_after() -> Tensor:
    """[F, 13, 13]: from the first frame's moment to that of frame f."""
    after = torch.zeros(FRAMES, len(MOMENTS), len(MOMENTS))
    for frame in range(FRAMES):
        for at, (name, phase) in enumerate(MOMENTS):
            after[frame, at, MOMENTS.index((name, (phase + frame) % weather.PHASES[name]))] = 1
    return after


def premultiplied(pixels: np.ndarray) -> Tensor:
    """Layers of draw.render_layer, uint8 [..., S, S, 4] -> [..., 4, S, S], colours in [-1, 1] times opacity in [0, 1]."""
    shares = torch.from_numpy(np.moveaxis(pixels, -1, -3).astype(np.float32) / 255)
    colours, opacity = shares[..., :3, :, :], shares[..., 3:, :, :]
    return torch.cat([2 * colours - opacity, opacity], -3)


def draw_skies(side: int = 128) -> Tensor:
    """What falls at every moment, [13, 4, S, S]: a fixed pattern, like the code of pictures (latents.py)."""
    rng = np.random.default_rng(0)
    moments = [replace(stage(random_scene(rng, weather=name), rng), phase=phase) for name, phase in MOMENTS]
    return premultiplied(np.stack([render_layer(moment, "sky", side) for moment in moments]))


def drawn_apart(staging: Staging, side: int = 128) -> np.ndarray:
    """What the layers should be: things, floor and ground, uint8 [3, S, S, 4]."""
    return np.stack([render_layer(staging, name, side) for name in PARTS])
