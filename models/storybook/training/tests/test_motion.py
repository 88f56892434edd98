"""Clips as motion: a first frame taken apart and moved by its motion latents is the clip that the world draws."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch

from animate import FRAMES, MOTIONS, at
from animator import MOMENTS, draw_skies, drawn_apart, moments_after, moved, over, premultiplied
from draw import render, stage
from library import as_input
from motion import motion_of
from world import random_scene

SIDE = 128


def test_layers_laid_over_each_other_are_the_picture() -> None:
    rng, skies = np.random.default_rng(1), draw_skies(SIDE)
    for _ in range(20):
        staging = stage(random_scene(rng), rng)
        things, floor, ground = premultiplied(drawn_apart(staging))[:, None]
        sky = skies[MOMENTS.index((staging.scene.weather, staging.phase))][None]
        real = torch.from_numpy(as_input("image", render(staging, SIDE)[None]))
        assert (over(sky, over(things, over(floor, ground[:, :3]))) - real).abs().max() < 0.04


def test_moved_layers_are_the_clip() -> None:
    rng = np.random.default_rng(2)
    for motion in MOTIONS:
        staging = stage(random_scene(rng, motion=motion, weather="clear", position="middle", size="small", count="1"), rng)
        things, floor, ground = premultiplied(drawn_apart(staging))[:, None]
        clip = moved(things, floor, ground[:, :3], torch.from_numpy(motion_of(staging)[0])[None])
        real = np.stack([render(at(staging, frame / (FRAMES - 1), frame), SIDE) for frame in range(FRAMES)])
        error = (clip - torch.from_numpy(as_input("image", real))).abs().mean()
        assert error < 0.01, motion


def test_skies_go_on_by_a_moment_a_frame() -> None:
    skies, after = draw_skies(32), moments_after()
    for moment in range(len(skies)):
        shown = torch.einsum("fm,mchw->fchw", after[:, moment], skies)
        assert torch.equal(shown[0], skies[moment]) and torch.equal(shown[8], skies[moment])
