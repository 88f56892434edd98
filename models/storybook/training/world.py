"""What can exist in the storybook world: the values of every attribute and the scene that picks one of each.

Knows world.json and nothing of how a scene looks, sounds, moves or is put into words.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

WORLD = json.loads((Path(__file__).parent.parent / "world.json").read_text())

# Attribute -> its values, in a fixed order: a value's index is its class for judges and heads.
VALUES = {name: [entry["value"] for entry in entries] for name, entries in WORLD["attributes"].items()}
ATTRIBUTES = tuple(VALUES)

# What each modality can show of a scene; everything else is left open and drawn at random.
CARRIED = {name: tuple(attributes) for name, attributes in WORLD["carried"].items()}


@dataclass(frozen=True)
class Scene:
    """Things in a place. `count` is "1" to "3"; every field is one of VALUES[field]."""

    thing: str
    colour: str
    size: str
    position: str
    count: str
    place: str
    weather: str
    motion: str

    def with_(self, **changes: str) -> "Scene":
        return replace(self, **changes)

    def classes(self) -> list[int]:
        """The class index of every attribute, in the order of ATTRIBUTES."""
        return [VALUES[name].index(getattr(self, name)) for name in ATTRIBUTES]


def random_scene(rng: np.random.Generator, **fixed: str) -> Scene:
    """A scene with every open attribute drawn evenly."""
    drawn = {name: str(rng.choice(values)) for name, values in VALUES.items()}
    return Scene(**{**drawn, **fixed})


def edited(scene: Scene, rng: np.random.Generator) -> Scene:
    """The scene with one attribute, or two, set to other values."""
    names = rng.choice(ATTRIBUTES, size=1 + int(rng.random() < 0.3), replace=False)
    return scene.with_(**{str(name): str(rng.choice([v for v in VALUES[name] if v != getattr(scene, name)])) for name in names})
