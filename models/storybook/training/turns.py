"""The parts of a storybook dialogue, and the notebook in which one is written."""

import random
from dataclasses import dataclass, field
from typing import Literal, Protocol

from captions import Facts, settled, say
from world import Scene

Modality = Literal["image", "audio", "video"]
MODALITIES: tuple[Modality, ...] = ("image", "audio", "video")


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Media:
    """What a person sent; `number` is its #number in the conversation. A `scene_index` of -1 - k is the library's k-th medium from outside this world."""

    modality: Modality
    scene_index: int
    number: int


@dataclass(frozen=True)
class Make:
    """Where the assistant makes a medium of `caption`; no `scene_index` where no render matches (never shown again then)."""

    modality: Modality
    scene_index: int | None
    caption: str
    number: int


Part = Text | Media | Make


@dataclass(frozen=True)
class Turn:
    role: Literal["user", "bot"]
    parts: list[Part]


class Library(Protocol):
    """Rendered scenes in families: of [base, edit1, edit2] each differs from the one before by 1 or 2 attributes.

    It may have `foreign: int`, the number of media from outside this world (of every modality) that it can show.
    """

    scenes: list[Scene]

    def family(self, i: int) -> list[int]: ...


@dataclass
class Dialogue:
    kind: str
    turns: list[Turn]


@dataclass
class Draft:
    """A dialogue being written: what every kind of it needs at hand."""

    rng: random.Random
    library: Library
    split: str
    number: int
    turns: list[Turn] = field(default_factory=list)

    def media(self, modality: Modality, scene_index: int) -> Media:
        return Media(modality, scene_index, self._next())

    def make(self, modality: Modality, facts: Facts, scene_index: int | None) -> Make:
        return Make(modality, scene_index, say(settled(facts, modality)), self._next())

    def user(self, *parts: Part) -> None:
        self.turns.append(Turn("user", list(parts)))

    def bot(self, *parts: Part) -> None:
        self.turns.append(Turn("bot", list(parts)))

    def scene(self, index: int) -> Scene:
        return self.library.scenes[index]

    def any_scene(self) -> int:
        return self.rng.randrange(len(self.library.scenes))

    def _next(self) -> int:
        self.number += 1
        return self.number - 1
