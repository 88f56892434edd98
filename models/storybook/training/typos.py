"""What fingers do to a message: typos that leave it readable, and habits of case and punctuation."""

import random
import re
from collections.abc import Mapping

NEIGHBOURS = {
    "a": "sqz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok", "j": "hku", "k": "jli", "l": "kop", "m": "nj",
    "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xa",
}
SHORT = {"what is": "whats", "how is": "hows", "who is": "whos", "i am": "im", "do not": "dont", "good": "gud", "see": "c", "please": "pls", "you": "u", "are": "r", "and": "n", "picture": "pic", "video": "vid", "thanks": "thx", "because": "cuz", "with": "w/", "what": "wut", "colour": "color", "through": "thru", "going": "goin", "want": "wanna", "give": "gimme", "little": "lil", "your": "ur", "thank": "thx", "okay": "k", "before": "b4", "love": "luv", "right": "rite", "night": "nite"}
SLIPS = {"the": ("teh", "hte"), "and": ("adn", "nad"), "for": ("fro", "ofr"), "with": ("wiht", "wit"), "you": ("yuo", "yu"), "can": ("cna", "acn"), "of": ("fo", "off"), "in": ("ni", "im"), "at": ("ta",), "sea": ("see", "sae"), "me": ("em",), "that": ("taht",), "it": ("ti",)}
_WORD = re.compile(r"(?<![#\w])[A-Za-z]{4,}")


def misspell(text: str, rng: random.Random) -> str:
    """One or two words of four letters or more with a slip, or a short one in the ways in which it is often mistyped; numbers stay."""
    if rng.random() < 0.3:
        return re.sub(r"\b[a-z]+\b", lambda word: rng.choice(SLIPS.get(word.group(), (word.group(),))) if rng.random() < 0.6 else word.group(), text)
    for _ in range(1 if rng.random() < 0.75 else 2):
        words = list(_WORD.finditer(text))
        if not words:
            return text
        word = rng.choice(words)
        text = text[: word.start()] + slip(word.group(), rng) + text[word.end() :]
    return text


def slip(word: str, rng: random.Random) -> str:
    """A swap, a loss, a double or a neighbouring key, never at the first letter."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice(NEIGHBOURS.get(word[at].lower(), word[at])) + word[at + 1 :]


def restyle(text: str, rng: random.Random) -> str:
    """Sentence case, lower case, shouting, abbreviations, a full stop or none."""
    chance = rng.random()
    if chance < 0.45:
        text = text[0].upper() + text[1:]
    elif chance < 0.65:
        text = text.lower()
    elif chance < 0.69:
        text = text.upper()
    if rng.random() < 0.08:
        text = texted(text, rng)
    if rng.random() < 0.15 and text[-1].isalnum():
        text += "."
    return text


def texted(text: str, rng: random.Random, short: Mapping[str, str] = SHORT) -> str:
    """As one types on a telephone, mostly: "how r u"."""
    return re.sub(rf"\b(?:{'|'.join(short)})\b", lambda said: short[said[0]] if rng.random() < 0.7 else said[0], text)
