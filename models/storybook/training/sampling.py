"""Sampling from a denoiser as the core does it: Euler steps from noise, with guidance."""

import torch

from captions import caption
from text_encoder import TextEncoder
from train_denoiser import SHIFT, noise_level
from unet import Denoiser
from words import caption_ids
from world import CARRIED, Scene

STEPS, GUIDANCE = {"image": 16, "audio": 16, "video": 12}, {"image": 3.0, "audio": 2.0, "video": 1.2}


def states_of(reader: TextEncoder, scenes: list[Scene], modality: str) -> torch.Tensor:
    """Conditions [B, 16, 256] of all that the modality can show of scenes."""
    return reader(caption_ids([caption(scene, CARRIED[modality]) for scene in scenes]).to(next(reader.parameters()).device)).float()


def unconditional_of(reader: TextEncoder) -> torch.Tensor:
    """The condition of no words, [1, 16, 256], which guidance leads away from."""
    return reader(caption_ids([""]).to(next(reader.parameters()).device)).float()


@torch.no_grad()
def sample(net: Denoiser, modality: str, shape: tuple[int, ...], states: torch.Tensor, empty: torch.Tensor, guide: torch.Tensor | None = None,
           steps: int | None = None) -> torch.Tensor:
    """States [B, 16, 256] -> latents [B, *shape]; as many steps as the pack takes where `steps` is not given."""
    batch, steps, shift = len(states), steps or STEPS[modality], SHIFT[modality]
    x = torch.randn(batch, *shape, device=states.device)
    both = torch.cat([states, empty.expand(batch, -1, -1)])
    times = [noise_level(1 - at / steps, shift) for at in range(steps + 1)]
    for t, following in zip(times, times[1:]):
        made = net(torch.cat([x, x]), torch.full((2 * batch,), t, device=x.device), both, None if guide is None else torch.cat([guide, guide])).float()
        clean = made[batch:] + GUIDANCE[modality] * (made[:batch] - made[batch:])
        x = x + (following - t) * (x - clean) / t
    return x
