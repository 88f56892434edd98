"""What people say, thought up line by line by hands that had read neither this code nor the eval (written/*.tsv): the sentences that no grammar puts together.

Lines that the eval says in nearly the same words are left out: they stay held out.
"""

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from captions import ENTRIES, Facts, article
from phrases.grammar import EVAL, letters
from turns import MODALITIES, Modality
from world import VALUES

LISTS = Path(__file__).parent / "written"
Value = TypeVar("Value")
SAID = ("text", "wish", "answer")  # the columns of the eval's lists that hold what people say
NEARLY = 0.7  # of all words of two lines, those that both have


@dataclass(frozen=True)
class Request:
    """A whole wish, what it asks for, and what it says of it."""

    outputs: tuple[Modality, ...]
    facts: Facts
    text: str


def line(rng: random.Random, listed: str, kind: str) -> str:
    """A line of a kind in a list: see `lines`."""
    return rng.choice(lines(listed)[kind])


@cache
def lines(listed: str) -> dict[str, tuple[str, ...]]:
    """The lines of a list by what stands before each.

    "elsewhere", "chat", "unknown", "replies", "beside": a kind. "asks": a `code`. "also": likewise, for one more medium of piece {n}. "verdicts": "good" and "bad" words of a piece, and how they are said: {w} of an {x}. "changes": what of a piece is to become something that is not of this world, in angle brackets.
    "words": a value as in `column`, "thing=dog"; of a thing "pooch/pooches". "edits": all that changes.
    """
    return _by_first(_kept(listed))


@cache
def thingless(listed: str, kind: str) -> tuple[str, ...]:
    """The lines of a kind that name nothing of this world, and so can be said of all of it."""
    nouns = {noun for thing in VALUES["thing"] for pair in ENTRIES["thing"][thing]["nouns"] for noun in pair}
    return tuple(text for text in lines(listed)[kind] if not _words(text) & nouns)


@cache
def requests() -> tuple[Request, ...]:
    return tuple(_request(*row) for row in _kept("requests"))


@cache
def half_known() -> dict[str, tuple[Request, ...]]:
    """Half-known wishes by the attribute of them that is not of this world: in angle brackets in the text, and none of the facts."""
    return _by_first((attribute, _request(*row)) for attribute, *row in _kept("half-known"))


def _by_first(rows: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    by_first = defaultdict[str, list[Value]](list)
    for first, value in rows:
        by_first[first].append(value)
    return {first: tuple(values) for first, values in by_first.items()}


def _request(media: str, facts: str, text: str) -> Request:
    return Request(_outputs(media), dict(fact.split("=") for fact in facts.split()), text)


def code(outputs: tuple[Modality, ...]) -> str:
    """"IA" for a picture and the sound, "T" for words alone."""
    return "".join(modality[0].upper() for modality in MODALITIES if modality in outputs) or "T"


def _outputs(media: str) -> tuple[Modality, ...]:
    return tuple(modality for modality in MODALITIES if code((modality,)) in media)


def bracketed(text: str) -> str:
    """What stands in angle brackets: what is not of this world, mostly."""
    return re.split("[<>]", text)[1]


def filled(text: str, words: str) -> str:
    """The text with these words in place of the brackets and what stands there, after the article that they need."""
    before, own, after = re.split("[<>]", text)
    return (before if words == own else re.sub(r"\ban? $", f"{article(words)} ", before, flags=re.IGNORECASE)) + words + after


def column(facts: Mapping[str, str]) -> str:
    """Facts as the lists have them, in order of their names: "colour=green size=big"."""
    return " ".join(f"{name}={value}" for name, value in sorted(facts.items()))


def is_held_out(text: str) -> bool:
    """Whether the eval says so, or nearly."""
    said = _words(text)
    return letters(text) in _letters() or any(len(said & other) >= NEARLY * len(said | other) for other in _sharing(said))


def _sharing(said: frozenset[str]) -> set[frozenset[str]]:
    """What the eval says with one of the rarest words of these, so many that whatever has none of them lacks too many."""
    with_word = _asked()
    rarest = sorted(said, key=lambda word: len(with_word.get(word, ())))[: int((1 - NEARLY) * len(said)) + 1]
    return {other for word in rarest for other in with_word.get(word, ())}


@cache
def _letters() -> frozenset[str]:
    return frozenset(filter(None, map(letters, _sayings())))


@cache
def _asked() -> dict[str, set[frozenset[str]]]:
    """The words of all that the eval says, by each of them."""
    with_word = defaultdict[str, set[frozenset[str]]](set)
    for words in map(_words, _sayings()):
        for word in words:
            with_word[word].add(words)
    return with_word


@cache
def _sayings() -> tuple[str, ...]:
    rows = (row for path in EVAL.rglob("*.tsv") for row in csv.DictReader(path.read_text().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    listed = [row[column] for row in rows for column in SAID if column in row]
    templates = [template for templates in json.loads((EVAL / "phrasings.json").read_text())["ask"].values() for template in templates]
    return tuple(listed + templates)


def _kept(listed: str) -> Iterator[list[str]]:
    """The rows of a list, but for those whose text the eval says."""
    rows = (row.split("\t") for row in (LISTS / f"{listed}.tsv").read_text().splitlines())
    return (row for row in rows if not is_held_out(row[-1]))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))
