"""First stage, decoders: a denoiser learns to draw, sound or animate what a caption says (`--modality image|audio|video`).

Flow matching with prediction of the clean sample, noise levels shifted towards high noise, a tenth of the captions left empty.
"""

import random
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional as F

from captions import caption, known_subset
from draw import render, stage
from library import Library, as_input
from train_text_encoder import trained_text_encoder
from trainer import arguments, averaged, train
from unet import Denoiser
from words import caption_ids
from world import Scene, random_scene

SHIFT = {"image": 3.0, "audio": 2.0, "video": 3.0}
EMPTY_SHARE = 0.1


def new_denoiser(modality: str) -> Denoiser:
    if modality == "image":
        return Denoiser(3, (64, 64), (4, 4), [128, 256], 2)
    if modality == "audio":
        return Denoiser(1, (64, 256), (4, 8), [64, 128, 256], 2)
    return Denoiser(48, (64, 64), (4, 4), [192, 256], 2, guide_channels=3)


def trained_denoiser(modality: str, device: str = "cpu") -> Denoiser:
    return averaged(f"denoiser-{modality}", new_denoiser(modality), device)


def flow_loss(net: Denoiser, clean: torch.Tensor, states: torch.Tensor, shift: float, guide: torch.Tensor | None = None,
              stress: torch.Tensor | float = 1.0) -> torch.Tensor:
    """|x_0 - prediction|^2 / t^2, t clamped at 0.1, times `stress`; where a clip moves (differs from its guide) an error counts five times."""
    uniform = torch.rand(clean.shape[0], device=clean.device)
    t = shift * uniform / (1 + (shift - 1) * uniform)
    level = t.reshape(-1, *[1] * (clean.dim() - 1))
    noisy = (1 - level) * clean + level * torch.randn_like(clean)
    error = (net(noisy, t, states, guide).float() - clean).square() * stress
    if guide is not None:
        error = error * (1 + 4 * ((clean - guide[:, None]).abs().amax(2, keepdim=True) > 0.1))
    return (error.flatten(1).mean(1) / t.clamp(min=0.1).square()).mean()


def draw_stressed(scenes: list[Scene], rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Pictures [B, 3, 64, 64], and how much each of their pixels counts [B, 1, 64, 64]: six times where a thing is, for it is small."""
    stagings = [stage(scene, rng) for scene in scenes]
    full, empty = (torch.from_numpy(as_input("image", np.stack(rows))) for rows in zip(
        *((render(staging, 128), render(replace(staging, instances=()), 128)) for staging in stagings)))
    full, empty = F.avg_pool2d(full, 2), F.avg_pool2d(empty, 2)
    return full, 1 + 5 * ((full - empty).abs().amax(1, keepdim=True) > 0.02)


def main() -> None:
    options = arguments(__doc__, minutes=30, batch=32)
    options.add_argument("--modality", choices=tuple(SHIFT), required=True)
    given = options.parse_args()
    modality = given.modality
    net = new_denoiser(modality).to(given.device, memory_format=torch.channels_last)
    reader = trained_text_encoder(given.device)
    library, rng, words = Library(), np.random.default_rng(), random.Random()

    def captions_of(scenes: list[Scene]) -> list[str]:
        return ["" if words.random() < EMPTY_SHARE else caption(scene, known_subset(scene, modality, words), words) for scene in scenes]

    def loss_of(step: int) -> torch.Tensor:
        guide, stress = None, torch.ones(())
        if modality == "image":
            scenes = [random_scene(rng) for _ in range(given.batch)]
            clean, stress = draw_stressed(scenes, rng)
        else:
            indices = rng.integers(len(library), size=given.batch)
            scenes = [library.scenes[index] for index in indices]
            clean = torch.from_numpy(library.media(modality, indices))
        clean = clean.to(given.device)
        if modality == "video":
            guide = clean[:, 0]
        with torch.no_grad():
            states = reader(caption_ids(captions_of(scenes)).to(given.device))
        return flow_loss(net, clean, states.float(), SHIFT[modality], guide, stress.to(given.device))

    train(f"denoiser-{modality}", net, loss_of, given)


if __name__ == "__main__":
    main()
