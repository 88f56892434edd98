"""Whole wishes as somebody wrote them (phrases/written/requests.tsv), and what they ask for."""

import random
import re

from answering import give, matches
from asking import MODALITY_LETTERS, Person
from captions import Facts
from kinds.matrix import in_words
from phrases import written
from turns import MODALITIES, Draft, Modality, Text

TRIES = 60
# What may be said in place of each other where the word itself stands in the wish.
SWAPPED = {
    "colour": ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white"),
    "count": ("two", "three"),
    "size": ("small", "big"),
    "position": ("left", "right"),
}
VALUE = {"two": "2", "three": "3"}


def in_own_words(draft: Draft) -> None:
    if draft.split != "train":
        return in_words(draft)
    rng, person = draft.rng, Person(draft.rng, draft.split)
    request = rng.choice(written.requests())
    outputs = tuple(modality for modality in MODALITIES if MODALITY_LETTERS[modality] in request.media)
    text, facts = swapped(rng, request.text, request.facts)
    draft.user(Text(person.brief(text) if rng.random() < 0.5 else text))
    give(draft, facts, outputs, fitting(draft, facts, outputs))


def swapped(rng: random.Random, text: str, facts: Facts) -> tuple[str, Facts]:
    """The wish with some of its values changed, where each is said once and in one word."""
    changed = dict(facts)
    for name, words in SWAPPED.items():
        said = next((word for word in words if VALUE.get(word, word) == facts.get(name)), None)
        if said and len(re.findall(rf"\b{said}\b", text)) == 1 and not _is_misleading(name, said, text) and rng.random() < 0.5:
            other = rng.choice(words)
            text = re.sub(rf"\b{said}\b", other, text)
            changed[name] = VALUE.get(other, other)
    return text, changed


def _is_misleading(name: str, said: str, text: str) -> bool:
    """"going left", "navy blue", "an orange": where the word is part of another saying."""
    before = re.search(rf"(\w+)[ -]{said}\b", text)
    if name == "position":
        return not re.search(rf"\bon the {said}\b", text)
    return bool(before and before[1] in _SHADES | {"an"})


_SHADES = {"navy", "lime", "lemon", "hot", "jet", "pitch", "snow", "chocolate", "dark", "light", "sky", "blood", "bright", "pale", "baby", "forest", "royal", "coal", "milk", "pure", "deep", "bubblegum", "fire", "engine", "brick", "cherry", "tomato", "pea", "grass", "leaf", "apple", "canary", "mustard", "ink", "soot", "chalk", "paper", "nut", "mud", "grape", "salmon", "candy"}


def fitting(draft: Draft, facts: Facts, outputs: tuple[Modality, ...]) -> int | None:
    """A scene whose renders show this, if one is met."""
    for _ in range(TRIES):
        index = draft.any_scene()
        if matches(facts, draft.scene(index), outputs):
            return index
    return None
