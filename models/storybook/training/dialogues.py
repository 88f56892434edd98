"""Seeded conversations with the storybook assistant, as the LLM is tuned on them.

`python dialogues.py --show 40 --seed 1` prints some.
"""

import argparse
import random
import time

import numpy as np

from kinds.changed_to_unknown import edit_to_unknown
from kinds.describe import describe, question
from kinds.edits import edit_by_turn
from kinds.half_known import half_known
from kinds.in_own_words import in_own_words
from kinds.matrix import in_words, matrix
from kinds.refer import refer
from kinds.talk import foreign_media, refuse, small_talk
from kinds.which import which
from turns import Dialogue, Draft, Library, Make, Media, Modality, Part, Text, Turn
from world import Scene, edited, random_scene

__all__ = ["Dialogue", "Library", "Make", "Media", "Modality", "Part", "Text", "Turn", "dialogue", "RandomLibrary"]

# How often each kind is drawn.
KINDS = {matrix: 60, in_words: 26, in_own_words: 74, which: 16, edit_by_turn: 52, refer: 16, describe: 4, question: 3, refuse: 70, half_known: 124, edit_to_unknown: 28, small_talk: 60}
GOES_ON_SHARE = 0.18  # another subject in the same conversation
FOREIGN_SHARE = 0.04  # where the library has media from outside this world


def dialogue(rng: random.Random, library: Library, split: str = "train") -> Dialogue:
    """One conversation; `split` "heldout" speaks only in phrasings that "train" never uses."""
    kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
    if getattr(library, "foreign", 0) and rng.random() < FOREIGN_SHARE:
        kind = foreign_media
    number = rng.randint(2, 60) if rng.random() < 0.25 else 1
    draft = Draft(rng, library, split, number)
    kind(draft)
    if rng.random() < GOES_ON_SHARE and all(part.scene_index is not None for turn in draft.turns for part in turn.parts if isinstance(part, Make)):
        rng.choices(list(KINDS), list(KINDS.values()))[0](draft)
    return Dialogue(kind.__name__, draft.turns)


class RandomLibrary:
    """Families of scenes without renders: every next scene differs from the one before by one or two attributes."""

    def __init__(self, families: int, seed: int):
        rng = np.random.default_rng(seed)
        self.scenes: list[Scene] = []
        for _ in range(families):
            scene = random_scene(rng)
            for _ in range(3):
                self.scenes.append(scene)
                scene = edited(scene, rng)

    def family(self, i: int) -> list[int]:
        base = i // 3 * 3
        return [base, base + 1, base + 2]


def readable(spoken: Dialogue, library: Library) -> str:
    lines = [f"--- {spoken.kind}"]
    for turn in spoken.turns:
        lines.append(f"{turn.role:>4}: " + " ".join(_readable_part(part, library) for part in turn.parts))
    return "\n".join(lines)


def _readable_part(part: Part, library: Library) -> str:
    if isinstance(part, Text):
        return part.text
    scene = "no render" if part.scene_index is None else "foreign" if part.scene_index < 0 else " ".join(vars(library.scenes[part.scene_index]).values())
    caption = f' "{part.caption}"' if isinstance(part, Make) else ""
    return f"\n      <{type(part).__name__} {part.modality} #{part.number}{caption} = {scene}>"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--split", choices=("train", "heldout"), default="train")
    options.add_argument("--kind", help="show only dialogues of this kind")
    options.add_argument("--time", type=int, default=0, help="also time this many dialogues")
    chosen = options.parse_args()
    rng, library = random.Random(chosen.seed), RandomLibrary(2000, chosen.seed)
    left = chosen.show
    while left > 0:
        spoken = dialogue(rng, library, chosen.split)
        if chosen.kind in (None, spoken.kind):
            print(readable(spoken, library))
            left -= 1
    if chosen.time:
        start = time.perf_counter()
        for _ in range(chosen.time):
            dialogue(rng, library, chosen.split)
        print(f"{chosen.time / (time.perf_counter() - start):.0f} dialogues a second")


if __name__ == "__main__":
    main()
