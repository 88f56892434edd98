"""What people say, thought up line by line by a hand that had read neither this code nor the eval (written/*.tsv): the sentences that no grammar puts together.

Lines that the eval says in nearly the same words are left out: they stay held out.
"""

import json
import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from phrases.grammar import letters

WRITTEN = Path(__file__).parent / "written"
EVAL = Path(__file__).parent.parent.parent / "eval"
NEARLY = 0.7  # of all words of two lines, those that both have


def line(rng: random.Random, listed: str, kind: str) -> str:
    """A line of a kind in a list: "elsewhere", "asks", "chat" or "unknown"."""
    return rng.choice(lines(listed)[kind])


@cache
def lines(listed: str) -> dict[str, tuple[str, ...]]:
    """The lines of a list by their kind."""
    by_kind = defaultdict[str, list[str]](list)
    for row in (WRITTEN / f"{listed}.tsv").read_text().splitlines():
        kind, text = row.split("\t")
        if not is_held_out(text):
            by_kind[kind].append(text)
    return {kind: tuple(texts) for kind, texts in by_kind.items()}


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
    rows = [row.split("\t")[-1] for listed in EVAL.rglob("*.tsv") for row in listed.read_text().splitlines()[1:]]
    templates = [template for templates in json.loads((EVAL / "phrasings.json").read_text())["ask"].values() for template in templates]
    return tuple(rows + templates)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))
