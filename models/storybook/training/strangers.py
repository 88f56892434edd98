"""Words of the language at large that this world does not know: Debian's word list (package `wamerican`) without every word that people use here."""

import random
import re
from functools import cache
from pathlib import Path

from world import WORLD

WORDS = Path("/usr/share/dict/american-english")
EVAL = Path(__file__).parent.parent / "eval"
PHRASES = Path(__file__).parent / "phrases"
SAID = ("words", "chat", "verdicts")  # the written lists whose words are known, or ask for nothing


@cache
def strangers() -> tuple[str, ...]:
    """Words of 3 to 11 small letters, none of them a slip away from a word of the world, and none of the eval's, which stay held out."""
    if not WORDS.exists():
        raise FileNotFoundError(f"{WORDS} is missing; install Debian's package wamerican")
    known = words_in(str(WORLD)) | set().union(*(words_in(bank.read_text()) for bank in (*PHRASES.glob("*.py"), *(PHRASES / "written" / f"{listed}.tsv" for listed in SAID))))
    asked = set().union(*(words_in(path.read_text()) for path in (*EVAL.rglob("*.tsv"), EVAL / "phrasings.json")))
    near = set().union(*(slips(word) for word in words_in(str(WORLD)) if len(word) > 3))
    taken = known | asked | near
    listed = (word for word in WORDS.read_text().split() if re.fullmatch("[a-z]{3,11}", word))
    return tuple(word for word in listed if not {word, word.removesuffix("s"), f"{word}s"} & taken)


def words_in(text: str) -> set[str]:
    return set(re.findall("[a-z]+", text.lower()))


def slips(word: str) -> set[str]:
    """All that one lost, changed or doubled letter or a swap makes of a word."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {new for left, right in cuts for new in (
        left + right[1:], left + right[1:2] + right[:1] + right[2:], *(left + letter + right for letter in letters), *(left + letter + right[1:] for letter in letters))}


def stranger(rng: random.Random) -> str:
    return rng.choice(strangers())


def deed(rng: random.Random) -> str:
    """Something done that no motion of this world is: "juggling"."""
    return rng.choice(_deeds())


@cache
def _deeds() -> tuple[str, ...]:
    return tuple(word for word in strangers() if len(word) > 6 and word.endswith("ing"))


if __name__ == "__main__":
    chance = random.Random(1)
    print(len(strangers()), len(_deeds()), *(stranger(chance) for _ in range(40)), *(deed(chance) for _ in range(20)))
