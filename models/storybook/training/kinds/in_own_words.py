"""Whole wishes as somebody wrote them (phrases/written/requests.tsv), and what they ask for."""

import random
import re
from dataclasses import replace
from functools import cache

from answering import give
from asking import Person
from captions import Facts, article
from kinds.matrix import in_words, rendered_somewhere
from phrases import beside, written
from phrases.written import Request
from turns import Draft, Text

PRAISED = 0.3  # share with a word of praise in place of a colour, or before it: half-known wishes have a look from elsewhere there

# What may be said in place of each other where it stands in the wish, and the value it means.
SWAPPED = {
    "colour": {colour: colour for colour in ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")},
    "count": {"two": "2", "three": "3"},
    "size": {"small": "small", "big": "big"},
    "position": {"on the left": "left", "on the right": "right"},
}
# Before a word that means the value by itself: of "navy blue" or "plum-purple" it is only a part.
_ALONE = r"(^|[,.:;!?(] |\b(?:a|an|the|in|one|two|three|\d|small|big|little|tiny|huge|single) )"


def in_own_words(draft: Draft) -> None:
    """Where phrasings are held out, a wish put together from those."""
    if draft.split != "train":
        return in_words(draft)
    rng, person = draft.rng, Person(draft.rng, draft.split)
    request = praised(rng) if rng.random() < PRAISED else rng.choice(written.requests())
    text, facts = swapped(rng, request.text, request.facts)
    draft.user(Text(person.brief(text) if rng.random() < 0.5 else text))
    give(draft, facts, request.outputs, rendered_somewhere(draft, facts, request.outputs))


def swapped(rng: random.Random, text: str, facts: Facts) -> tuple[str, Facts]:
    """The wish with some of its values changed, where each is said once and in these words."""
    changed = dict(facts)
    for name, sayings in SWAPPED.items():
        if name in facts and rng.random() < 0.5:
            other = rng.choice(list(sayings))
            if (said_otherwise := exchanged(text, name, facts[name], other)) is not None:
                text, changed[name] = said_otherwise, sayings[other]
    return text, changed


@cache
def by_colour() -> tuple[tuple[Request, str], ...]:
    """Wishes for media that say a colour: with it in angle brackets, as `written.half_known` has what is not known, and not among the facts; and the colour."""
    marked = ((wish, exchanged(wish.text, "colour", colour, f"<{colour}>"), colour) for wish in written.requests() if wish.outputs and (colour := wish.facts.get("colour")))
    return tuple((replace(wish, text=text, facts={name: value for name, value in wish.facts.items() if name != "colour"}), colour) for wish, text, colour in marked if text)


def praised(rng: random.Random) -> Request:
    """A wish with a word that is no look: "a lovely kite by the sea"."""
    wish, colour = rng.choice(by_colour())
    praise = beside.adjective(rng, wish.facts["thing"])
    if rng.random() < 0.4:
        wish, praise = replace(wish, facts={**wish.facts, "colour": colour}), f"{praise} {colour}"
    return replace(wish, text=written.filled(wish.text, praise))


def exchanged(text: str, name: str, value: str, other: str) -> str | None:
    """The wish with another word where it says this value, if it does so once and in the words of SWAPPED."""
    said = next((saying for saying, meant in SWAPPED[name].items() if meant == value), None)
    if said is None or len(re.findall(rf"\b{said}\b", text)) != 1:
        return None
    before = "" if name == "position" else _ALONE
    text, swaps = re.subn(rf"{before}\b{said}(?![-\w])", lambda found: (found[1] if before else "") + other, text)
    return re.sub(rf"\ban? {re.escape(other)}\b", f"{article(other)} {other}", text) if swaps else None
