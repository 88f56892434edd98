"""What the painter takes a picture to show, against what is drawn."""

import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import torch
from torch.nn import functional as F

from draw import render, steady
from classes import attribute_loss, classes_of
from gist import BACKDROPS, COUNTS, Backdrops, likely
from world import VALUES, Scene, random_scene


def numbers(backdrops: Backdrops, scenes: list[Scene]) -> list[int]:
    """Which of the backdrops each scene has, from a layer that lays every backdrop's number open."""
    torch.nn.init.eye_(backdrops.scenery.weight)
    return backdrops.of(scenes).flatten(1)[:, :BACKDROPS].argmax(-1).tolist()


def test_scenes_share_a_backdrop_when_their_renders_without_things_are_the_same() -> None:
    rng = np.random.default_rng(0)
    scenes = [random_scene(rng, place=place, weather=weather, thing=thing) for place, weather, thing in product(VALUES["place"], VALUES["weather"], VALUES["thing"])]
    empty = [render(replace(steady(scene), instances=()), 32).tobytes() for scene in scenes]
    which = numbers(Backdrops(32), scenes)
    assert len(set(zip(which, empty))) == len(set(which)) == len(set(empty)) == BACKDROPS


def test_what_is_sure_of_every_value_sees_its_own_backdrop() -> None:
    scenes = [random_scene(np.random.default_rng(seed)) for seed in range(8)]
    backdrops = Backdrops(16)
    torch.nn.init.normal_(backdrops.scenery.weight)
    sure = torch.cat([100.0 * F.one_hot(wanted, count) for wanted, count in zip(classes_of(scenes, "image").unbind(-1), COUNTS)], -1)
    assert torch.allclose(backdrops(likely(sure)), backdrops.of(scenes), atol=1e-5)
    assert attribute_loss(sure.split(COUNTS, -1), scenes, "image") < 1e-5 < attribute_loss(sure.split(COUNTS, -1), scenes[::-1], "image")
