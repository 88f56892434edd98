"""Moves a scene: two seconds of clip at eight frames a second whose first frame is the still."""

from dataclasses import replace

import numpy as np

import weather
from draw import Instance, Staging, render, stage
from places import PICTURE
from things import FLYING
from world import Scene

GLIDE, RISE, FALL, HOP = 0.32 * PICTURE, 0.32 * PICTURE, 0.3 * PICTURE, 0.2 * PICTURE
NEAREST_EDGE = 0.06 * PICTURE  # a gliding group's middle goes no further
ROCK = 18.0  # degrees
GROWTH = {1: 1.7, 2: 1.55, 3: 1.45}  # by count, so that a crowd stays in the picture
FRAMES, CLIP_SIZE, STILL_SIZE = 16, 64, 128


def animate_scene(scene: Scene, rng: np.random.Generator, size: int = CLIP_SIZE, frames: int = FRAMES) -> np.ndarray:
    """The scene's clip, uint8 [frames, size, size, 3]; frame 0 is the still."""
    return _clip(stage(scene, rng), size, frames)


def animate_and_draw(scene: Scene, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The still [128, 128, 3] and the clip [16, 64, 64, 3] that begins with it, both uint8."""
    staging = stage(scene, rng)
    return render(staging, STILL_SIZE), _clip(staging, CLIP_SIZE, FRAMES)


def _clip(staging: Staging, size: int, frames: int) -> np.ndarray:
    times = np.linspace(0, 1, frames)
    return np.stack([render(at(staging, float(time), frame), size) for frame, time in enumerate(times)])


def at(staging: Staging, time: float, frame: int) -> Staging:
    """What is staged, at `time` (0 to 1) of its motion; the weather goes on by one phase a frame."""
    move = MOTIONS[staging.scene.motion]
    middle = float(np.mean([instance.x for instance in staging.instances]))
    flying = staging.scene.thing in FLYING
    instances = tuple(move(instance, time, middle, len(staging.instances), flying) for instance in staging.instances)
    return replace(staging, instances=instances, phase=(staging.phase + frame) % weather.PHASES[staging.scene.weather])


def _ease(time: float) -> float:
    """Slow, quick, slow: 0 to 1."""
    return time * time * (3 - 2 * time)


def _stays(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    return i


def _left(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    return replace(i, x=i.x - min(GLIDE, middle - NEAREST_EDGE) * _ease(time))


def _right(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    return replace(i, x=i.x + min(GLIDE, PICTURE - NEAREST_EDGE - middle) * _ease(time))


def _rises(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    return replace(i, y=i.y - RISE * (0.85 if flying else 1.1) * _ease(time))


def _falls(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    drop = FALL * time**1.6
    return replace(i, y=i.y + drop, floor=max(i.floor, i.y + drop), turn=10 * time)


def _bounces(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    """Two hops, each a parabola; squashed on the floor and stretched in the air."""
    part = 2 * time % 1
    height = 4 * part * (1 - part)
    squash = 1 + 0.14 * (height - 0.5) * min(1, 8 * time, 8 * (1 - time))
    return replace(i, y=i.y - HOP * height, wide=1 / squash, tall=squash)


def _sways(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    return replace(i, turn=ROCK * float(np.sin(4 * np.pi * time)))


def _grows(i: Instance, time: float, middle: float, count: int, flying: bool) -> Instance:
    """The whole group grows about its middle; flyers about theirs in height too."""
    factor = 1 + (GROWTH[count] - 1) * _ease(time)
    sink = 46 * i.scale * (factor - 1) if flying else 0
    return replace(i, x=middle + (i.x - middle) * factor, y=i.y + sink, scale=i.scale * factor)


# Each takes an instance, the time (0 to 1), the group's middle and count, and whether it flies; each leaves time 0 as it is.
MOTIONS = {
    "stays": _stays,
    "left": _left,
    "right": _right,
    "rises": _rises,
    "falls": _falls,
    "bounces": _bounces,
    "sways": _sways,
    "grows": _grows,
}
