"""The classes of what a medium carries of a scene, for whatever reads media: encoders, judges, and the painter's gist."""

import torch
from torch import Tensor
from torch.nn import functional as F

from world import CARRIED, VALUES, Scene

# A sound cannot tell a meadow from a sunset: both are class 0 of its place head.
HEARD_PLACE = {"meadow": 0, "sunset": 0, "night": 1, "sea": 2, "city": 3}


def class_counts(modality: str) -> list[int]:
    return [4 if modality == "audio" and name == "place" else len(VALUES[name]) for name in CARRIED[modality]]


def classes_of(scenes: list[Scene], modality: str) -> Tensor:
    """Each scene's class of every attribute that the modality carries, [B, attributes]."""
    heard = modality == "audio"
    return torch.tensor([
        [HEARD_PLACE[scene.place] if heard and name == "place" else VALUES[name].index(getattr(scene, name)) for name in CARRIED[modality]] for scene in scenes
    ])


def attribute_loss(logits: list[Tensor] | tuple[Tensor, ...], scenes: list[Scene], modality: str) -> Tensor:
    wanted = classes_of(scenes, modality).to(logits[0].device)
    return sum(F.cross_entropy(head.float(), of_one) for head, of_one in zip(logits, wanted.unbind(-1), strict=True))
