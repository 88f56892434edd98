"""First stage, decoders: a denoiser learns to draw, sound or animate what a caption says (`--modality image|audio|video`).

Flow matching with prediction of the clean sample, noise levels shifted towards high noise, a tenth of the captions left empty.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional as F

import motion
from animate import FRAMES
from captions import caption, known_subset
from draw import render, stage, steady
from latents import CELLS, CHANNELS, PATCH, SIDE, Code, trained_code
from library import RUNS, as_input
from mel import log_mel
from play import play_with_things
from train_text_encoder import sided, trained_text_encoder
from trainer import arguments, averaged, train
from unet import Denoiser
from words import caption_ids
from world import Scene, random_scene

SHIFT = {"image": 2.0, "audio": 2.0, "video": 2.0}
FIRST_FRAMES = 0.45  # share of pictures in training that are captioned as clips
EMPTY_SHARE = 0.1
OVER_THING = 6.0
LOUDER = 0.1  # normalised log-mel
HARD = {"thing": ("plane", "fish", "kite", "bird", "bee", "star", "guitar"), "colour": ("white", "blue", "black"), "count": ("2", "3"), "place": ("night",)}
WRONG = 0.35  # largest noise on latents that are seen, about a third of their spread

# Scenes, clean samples, how much an error counts at each of their places, and clips' first frames as latents.
Batch = tuple[list[Scene], torch.Tensor, torch.Tensor, torch.Tensor | None]


def new_denoiser(modality: str) -> Denoiser:
    """Pictures are denoised as latents (latents.py), clips as the motion of their first frame (motion.py), sounds as spectrograms."""
    if modality == "audio":
        return Denoiser(1, (64, 256), (4, 8), [64, 128, 256], 2)
    if modality == "image":
        return Denoiser(CHANNELS, (CELLS, CELLS), (1, 1), [256], 3)
    return Denoiser(FRAMES * motion.CHANNELS, (CELLS, CELLS), (1, 1), [256], 3, guide_channels=CHANNELS)


def trained_denoiser(modality: str, device: str = "cpu") -> Denoiser:
    return averaged(f"denoiser-{modality}", new_denoiser(modality), device)


def noise_level(uniform: float | torch.Tensor, shift: float) -> float | torch.Tensor:
    """Numbers evenly in 0..1 -> noise levels t, more of them high for a shift over 1."""
    return shift * uniform / (1 + (shift - 1) * uniform)


def with_noise(clean: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """Clean samples [B, ...] at noise levels [B]: the straight line from clean (0) to noise (1)."""
    level = t.reshape(-1, *[1] * (clean.dim() - 1))
    return (1 - level) * clean + level * torch.randn_like(clean)


def flow_loss(net: Denoiser, clean: torch.Tensor, states: torch.Tensor, shift: float, guide: torch.Tensor | None = None,
              stress: torch.Tensor | float = 1.0) -> torch.Tensor:
    """|x_0 - prediction|^2 / t^2, t clamped at 0.1, times `stress`."""
    t = noise_level(torch.rand(clean.shape[0], device=clean.device), shift)
    error = (net(with_noise(clean, t), t, states, guide).float() - clean).square() * stress
    return (error.flatten(1).mean(1) / t.clamp(min=0.1).square()).mean()


def latents_of(code: Code, pictures: torch.Tensor) -> torch.Tensor:
    """Pictures [B, 3, 128, 128] -> latents [B, 32, 8, 8]."""
    return code(F.avg_pool2d(pictures, 2))


def draw_with_things(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """A picture [128, 128, 3] and where things are in it [128, 128]."""
    staging = steady(scene)
    full, empty = render(staging, 128), render(replace(staging, instances=()), 128)
    return full, np.abs(full.astype(np.int16) - empty).max(-1) > 2


def stressed(covered: torch.Tensor) -> torch.Tensor:
    """How much an error counts: six times where a thing is (1 in `covered`), for it is small and the plain mean hardly sees it."""
    return 1 + (OVER_THING - 1) * covered


def evenly(rng: np.random.Generator) -> Scene:
    return sided(random_scene(rng), rng)


def demanding(rng: np.random.Generator) -> Scene:
    """Every second scene gets about half of what came out worst when all were drawn evenly."""
    scene = evenly(rng)
    chosen = {name: str(rng.choice(values)) for name, values in HARD.items() if rng.random() < 0.5}
    return replace(scene, **chosen) if rng.random() < 0.5 else scene


class Kept:
    """Batches of drawings, each with its scene: drawing costs more than learning, so most of a batch was drawn for an earlier one."""

    fresh = 0.25

    def __init__(self, draw: Callable[[list[Scene]], Iterable[tuple]], rng: np.random.Generator, most: int, scene: Callable[[np.random.Generator], Scene] = evenly):
        self.draw, self.rng, self.most, self.scene = draw, rng, most, scene
        self.rows: list[tuple] = []

    def batch(self, size: int) -> tuple[list[Scene], ...]:
        """Scenes, and lists of what `draw` makes of each."""
        new = size if len(self.rows) < 16 * size else round(self.fresh * size)
        scenes = [self.scene(self.rng) for _ in range(new)]
        drawn = [(scene, *parts) for scene, parts in zip(scenes, self.draw(scenes), strict=True)]
        again = [self.rows[at] for at in self.rng.integers(len(self.rows), size=size - new)] if size > new else []
        self.rows += drawn
        del self.rows[: -self.most]
        return tuple(map(list, zip(*drawn, *again)))


def latents_drawn(code: Code) -> Callable[[list[Scene]], Iterable[tuple]]:
    """Pictures as latents [32, 8, 8], and at which of their places things are [1, 8, 8]."""
    def draw(scenes: list[Scene]) -> Iterable[tuple]:
        pictures, things = (np.stack(rows) for rows in zip(*map(draw_with_things, scenes)))
        covered = F.max_pool2d(torch.from_numpy(things).float()[:, None], 2 * PATCH)
        return zip(latents_of(code, torch.from_numpy(as_input("image", pictures))), covered)

    return draw


def sounds_played(rng: np.random.Generator) -> Callable[[list[Scene]], Iterable[tuple]]:
    """Spectrograms [1, 64, 256], and where things are louder than what is around them, likewise."""
    def play(scenes: list[Scene]) -> Iterable[tuple]:
        for scene in scenes:
            whole, without = (torch.from_numpy(log_mel(wave))[None] for wave in play_with_things(scene, rng, jitter=0.0))
            yield whole.half(), whole - without > LOUDER

    return play


def motions_drawn(code: Code, rng: np.random.Generator) -> Callable[[list[Scene]], Iterable[tuple]]:
    """Motion latents [16, 11, 8, 8], at which of their places things are [16, 1, 8, 8], and the first frame's latents [32, 8, 8]."""
    def draw(scenes: list[Scene]) -> Iterable[tuple]:
        for scene in scenes:
            staging = stage(scene, rng)
            latents, covered = motion.motion_of(staging)
            first = code(torch.from_numpy(as_input("image", render(staging, SIDE))[None]))[0]
            yield torch.from_numpy(latents), torch.from_numpy(covered), first

    return draw


def begin_from_pictures(net: Denoiser, pictures: Denoiser) -> None:
    """The motion's denoiser begins as the image denoiser, which reads captions and knows pictures; its noisy half begins anew."""
    own, theirs = net.state_dict(), pictures.state_dict()
    alike = {key: value for key, value in theirs.items() if own[key].shape == value.shape}
    stem = torch.cat([own["stem.weight"][:, : -net.guide_channels], theirs["stem.weight"]], 1)
    net.load_state_dict({**own, **alike, "stem.weight": stem})


def a_little_wrong(latents: torch.Tensor) -> torch.Tensor:
    amount = WRONG * torch.rand(len(latents), 1, 1, 1, device=latents.device).square()
    return latents + amount * torch.randn_like(latents)


def batches_of(modality: str, code: Code, rng: np.random.Generator) -> Callable[[int], Batch]:
    if modality == "audio":
        kept = Kept(sounds_played(rng), rng, most=20_000)
    else:
        kept = Kept(latents_drawn(code), rng, most=60_000, scene=demanding) if modality == "image" else Kept(motions_drawn(code, rng), rng, most=30_000)

    def drawn(size: int) -> Batch:
        scenes, latents, covered, *firsts = kept.batch(size)
        guide = a_little_wrong(torch.stack(firsts[0])) if firsts else None
        return scenes, torch.stack([clean.float() for clean in latents]), stressed(torch.stack(covered).float()), guide

    return drawn


def main() -> None:
    options = arguments(__doc__, minutes=30, batch=32)
    options.add_argument("--modality", choices=tuple(SHIFT), required=True)
    given = options.parse_args()
    modality = given.modality
    net = new_denoiser(modality).to(given.device, memory_format=torch.channels_last)
    reader, code = trained_text_encoder(given.device), trained_code()
    rng, words = np.random.default_rng(), random.Random()
    next_batch = batches_of(modality, code, rng)
    if modality == "video" and not (RUNS / "denoiser-video.pt").exists():
        begin_from_pictures(net, trained_denoiser("image", given.device))

    def captions_of(scenes: list[Scene]) -> list[str]:
        return ["" if words.random() < EMPTY_SHARE else caption(scene, known_subset(captioned(), words), words) for scene in scenes]

    def captioned() -> str:
        """The first frame of a clip is drawn from the clip's caption, motion and all."""
        return "video" if modality == "image" and words.random() < FIRST_FRAMES else modality

    def loss_of(step: int) -> torch.Tensor:
        scenes, *tensors = next_batch(given.batch)
        clean, stress, guide = (tensor if tensor is None else tensor.to(given.device) for tensor in tensors)
        with torch.no_grad():
            states = reader(caption_ids(captions_of(scenes)).to(given.device))
        return flow_loss(net, clean, states.float(), SHIFT[modality], guide, stress)

    train(f"denoiser-{modality}", net, loss_of, given)


if __name__ == "__main__":
    main()
