"""What people say, thought up line by line by hands that had read neither this code nor the eval (written/*.tsv): the sentences that no grammar puts together.

Lines that the eval says in nearly the same words are left out: they stay held out.
"""

import json
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from captions import Facts
from phrases.grammar import letters

WRITTEN = Path(__file__).parent / "written"
EVAL = Path(__file__).parent.parent.parent / "eval"
NEARLY = 0.7  # of all words of two lines, those that both have


@dataclass(frozen=True)
class Request:
    """A whole wish; `media` are the letters of what it asks for, "T" for words alone."""

    media: str
    facts: Facts
    text: str


def line(rng: random.Random, listed: str, kind: str) -> str:
    """A line of a kind in a list: "elsewhere", "asks", "chat" or "unknown"."""
    return rng.choice(lines(listed)[kind])


def word(rng: random.Random, attribute: str, value: str) -> str:
    """Other words for a value than world.json has; of a thing "pooch/pooches"."""
    return rng.choice(words()[attribute, value])


@cache
def lines(listed: str) -> dict[str, tuple[str, ...]]:
    """The lines of a list by their kind."""
    by_kind = defaultdict[str, list[str]](list)
    for kind, text in rows(listed):
        if not is_held_out(text):
            by_kind[kind].append(text)
    return {kind: tuple(texts) for kind, texts in by_kind.items()}


@cache
def requests() -> tuple[Request, ...]:
    found = (Request(media, dict(fact.split("=") for fact in facts.split()), text) for media, facts, text in rows("requests"))
    return tuple(request for request in found if not is_held_out(request.text))


@cache
def edits() -> dict[frozenset[tuple[str, str]], tuple[str, ...]]:
    """What is said to have exactly these changes made to a piece."""
    by_changes = defaultdict[frozenset[tuple[str, str]], list[str]](list)
    for changes, text in rows("edits"):
        if not is_held_out(text):
            by_changes[frozenset((name, value) for name, value in (change.split("=") for change in changes.split()))].append(text)
    return {changes: tuple(texts) for changes, texts in by_changes.items()}


@cache
def words() -> dict[tuple[str, str], tuple[str, ...]]:
    by_value = defaultdict[tuple[str, str], list[str]](list)
    for attribute, value, said in rows("words"):
        by_value[attribute, value].append(said)
    return {key: tuple(said) for key, said in by_value.items()}


def rows(listed: str) -> list[list[str]]:
    return [row.split("\t") for row in (WRITTEN / f"{listed}.tsv").read_text().splitlines()]


def is_held_out(text: str) -> bool:
    """Whether the eval says so, or nearly."""
    said = _words(text)
    return letters(text) in _letters() or any(len(said & other) >= NEARLY * len(said | other) for other in _asked() if said and other)


@cache
def _letters() -> frozenset[str]:
    return frozenset(filter(None, map(letters, _sayings())))


@cache
def _asked() -> tuple[frozenset[str], ...]:
    return tuple(map(_words, _sayings()))


@cache
def _sayings() -> tuple[str, ...]:
    listed = [row.split("\t")[-1] for path in EVAL.rglob("*.tsv") for row in path.read_text().splitlines()[1:]]
    templates = [template for templates in json.loads((EVAL / "phrasings.json").read_text())["ask"].values() for template in templates]
    return tuple(listed + templates)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))
