"""Plays a scene: the thing's sound once to three times at fixed moments, in its place and weather."""

from functools import cache

import numpy as np

from ambience import CLIP, ambience
from sounds import animals, nature, objects, vehicles
from sounds.synthesis import Voice, room, samples, swell
from world import Scene, VALUES

VOICES = {
    "boat": vehicles.boat, "car": vehicles.car, "train": vehicles.train, "rocket": vehicles.rocket,
    "plane": vehicles.plane, "house": objects.house, "bell": objects.bell, "clock": objects.clock,
    "drum": objects.drum, "guitar": objects.guitar, "tree": nature.tree, "flower": nature.flower,
    "balloon": objects.balloon, "kite": objects.kite, "star": nature.star, "cat": animals.cat,
    "dog": animals.dog, "bird": animals.bird, "fish": animals.fish, "frog": animals.frog,
    "bee": animals.bee, "fire": nature.fire, "fountain": nature.fountain, "robot": objects.robot,
}  # fmt: skip
SIZES = {"small": (1.32, 0.85), "big": (0.76, 1.05)}  # size -> (pitch, pace): 1.74 apart in pitch, 1.24 in pace
SLOTS = (0.35, 1.6, 2.85)  # seconds at which the first, second and third event begin
TIMING = 0.05  # seconds an event may come early or late
EVENT_VARIANTS = 6  # renders of each thing and size, within 2 % in pitch
EVENT_RMS, EVENT_PEAK = 0.12, 0.7  # loudness of an event's active part, and the peak it never passes
PEAK = 0.9


def play_scene(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """float32 [65536]: 4.096 s of mono sound at 16 kHz, peak at most 0.9, silent at both ends."""
    return play_with_things(scene, rng)[0]


def play_with_things(scene: Scene, rng: np.random.Generator, jitter: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """The scene's sound, and what of it is heard without its things. Without `jitter` an event is always the same, at the same moment."""
    bed = ambience(scene.place, scene.weather, rng)
    things = np.zeros_like(bed)
    variant = int(rng.integers(EVENT_VARIANTS) * jitter)
    level = 10 ** (jitter * rng.uniform(-1, 1) / 20)
    for slot in SLOTS[: int(scene.count)]:
        event = _event(scene.thing, scene.size, variant)
        start = samples(slot + jitter * rng.uniform(-TIMING, TIMING))
        stop = min(start + len(event), CLIP)
        things[start:stop] += level * event[: stop - start]
    gain = FADE * min(1.0, PEAK / np.max(np.abs(bed + things)))
    return (gain * (bed + things)).astype(np.float32), (gain * bed).astype(np.float32)


@cache
def _event(thing: str, size: str, variant: int) -> np.ndarray:
    """One event of the thing in the room, even in loudness; the same for the same arguments in every run."""
    rng = np.random.default_rng([VALUES["thing"].index(thing), VALUES["size"].index(size), variant])
    pitch, pace = SIZES[size]
    wave = room(VOICES[thing](Voice(pitch * (1 + rng.uniform(-0.02, 0.02)), pace, rng)))
    loudness = np.sqrt(np.convolve(wave**2, np.ones(800) / 800, mode="same"))  # over 50 ms
    active = loudness[loudness > 0.1 * loudness.max()]
    wave = wave * EVENT_RMS / np.sqrt(np.mean(active**2))
    return wave * min(1.0, EVENT_PEAK / np.max(np.abs(wave)))


FADE = swell(CLIP, 0.01, 0.01)
