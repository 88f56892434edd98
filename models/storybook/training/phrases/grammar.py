"""Sentences drawn from small grammars, so that training meets thousands of phrasings and learns no list of them by heart.

A template names other rules in angle brackets; what stands in square brackets is said every second time. Other braces are left to the caller.
"""

import random
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

EVAL = Path(__file__).parent.parent.parent / "eval"

Rules = Mapping[str, "tuple[str, ...] | Callable[[random.Random], str]"]


def spoken(rng: random.Random, rules: Rules, rule: str) -> str:
    templates = rules[rule]
    if not isinstance(templates, tuple):
        return templates(rng)
    text = re.sub(r"\[([^\]]*)\]", lambda found: found[1] if rng.random() < 0.5 else "", rng.choice(templates))
    text = re.sub(r"<(\w+)>", lambda found: spoken(rng, rules, found[1]), text)
    return " ".join(text.split()).replace(" ,", ",").replace(" ?", "?")


def unheard(rng: random.Random, rules: Rules, rule: str, held_out: frozenset[str]) -> str:
    """The same, drawn again while the eval says it in these letters."""
    while letters(text := spoken(rng, rules, rule)) in held_out:
        pass
    return text


@cache
def asked_in(*lists: str) -> frozenset[str]:
    """The sayings in the last column of the eval's lists of these names, those that nobody has read among them."""
    return frozenset(letters(line.split("\t")[-1]) for listed in lists for path in EVAL.rglob(listed) for line in path.read_text().splitlines())


def letters(text: str) -> str:
    """What makes two sayings the same: case, marks and spaces do not tell them apart."""
    return "".join(re.findall(r"[^\W_]+|[{}]", text.lower()))
