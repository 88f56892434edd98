"""How the assistant words a scene, and how those words are read back.

A caption is "two big red boats on the left at sea in the rain, going left": thing always, everything else where it is known.
"""

import random
import re
from collections.abc import Iterable, Mapping

from world import ATTRIBUTES, CARRIED, WORLD, Scene

# What is known of a scene: attribute -> value. From a sound alone a meadow and a sunset are both the place "other".
Facts = dict[str, str]

ENTRIES = {name: {entry["value"]: entry for entry in entries} for name, entries in WORLD["attributes"].items()}
HEARD = WORLD["heard_place"]
HEARD_SHARE = 0.2
ENTRIES["place"][HEARD["value"]] = HEARD
SAID = {name: {value: entry["said"][0] for value, entry in entries.items()} for name, entries in ENTRIES.items()}
# How things move in a clip of which nobody said how.
USUAL_MOTION = {
    "boat": "sways", "car": "right", "train": "left", "rocket": "rises", "plane": "right", "house": "bounces", "bell": "sways", "clock": "sways",
    "drum": "bounces", "guitar": "sways", "tree": "sways", "flower": "grows", "balloon": "rises", "kite": "rises", "star": "sways", "cat": "bounces",
    "dog": "right", "bird": "left", "fish": "left", "frog": "bounces", "bee": "sways", "fire": "grows", "fountain": "grows", "robot": "right",
}  # fmt: skip
PLURAL = {value: entry["nouns"][0][1] for value, entry in ENTRIES["thing"].items()}


def caption(scene: Scene, attributes: Iterable[str], rng: random.Random | None = None) -> str:
    """The assistant's words for some attributes of a scene.

    With `rng` in a varied order, for the text encoder, and sometimes with no more of the place than a sound would tell.
    """
    known = {"thing": scene.thing, **{name: getattr(scene, name) for name in attributes}}
    return say(heard(known) if rng and rng.random() < HEARD_SHARE else known, rng)


def heard(facts: Mapping[str, str]) -> Facts:
    """The facts as a sound tells them: places without a sound of their own become "other"."""
    place = facts.get("place")
    return {**facts, "place": HEARD["value"]} if place in HEARD["of"] else dict(facts)


def carried(scene: Scene, modality: str) -> Facts:
    """What a medium of this scene fixes."""
    facts = {name: getattr(scene, name) for name in CARRIED[modality]}
    return heard(facts) if modality == "audio" else facts


def keep(facts: Mapping[str, str], modalities: Iterable[str]) -> Facts:
    """Those facts that at least one of the modalities can carry."""
    names = {name for modality in modalities for name in CARRIED[modality]}
    return {name: value for name, value in facts.items() if name in names}


def settled(facts: Mapping[str, str], modality: str) -> Facts:
    """The facts of a medium to be made, and what goes without saying: "a boat" is one, in the middle, and a clip shows the thing's usual motion."""
    return keep({**usual(facts["thing"]), **facts}, [modality])


def usual(thing: str) -> Facts:
    """What is drawn, played and animated where nobody says otherwise."""
    return dict(zip(UNSAID, ("1", "middle", USUAL_MOTION[thing])))


UNSAID = ("count", "position", "motion")


def say(facts: Mapping[str, str], rng: random.Random | None = None) -> str:
    """The canonical caption of facts, which must hold the thing."""
    phrases = [SAID[name][facts[name]] for name in ("position", "place", "weather") if name in facts]
    motion = SAID["motion"][facts["motion"]] if "motion" in facts else None
    if rng is None:
        return " ".join([noun_phrase(facts), *phrases]) + (f", {motion}" if motion else "")
    return _varied(noun_phrase(facts), phrases, motion, rng)


def noun_phrase(facts: Mapping[str, str]) -> str:
    """"two big red boats", or "a red boat" where the count is open."""
    count, thing = facts.get("count"), facts["thing"]
    adjectives = [SAID[name][facts[name]] for name in ("size", "colour") if name in facts]
    noun = PLURAL[thing] if count in ("2", "3") else thing
    words = " ".join([*adjectives, noun])
    return f"{SAID['count'][count]} {words}" if count else f"{article(words)} {words}"


def article(words: str) -> str:
    return "an" if words[0] in "aeiou" else "a"


def _varied(subject: str, phrases: list[str], motion: str | None, rng: random.Random) -> str:
    rng.shuffle(phrases)
    front = phrases.pop() if phrases and rng.random() < 0.3 else None
    middle = [motion] if motion and rng.random() < 0.4 else []
    text = " ".join([subject, *middle, *phrases]) + (f", {motion}" if motion and not middle else "")
    return f"{front}, {text}" if front else text


def parse(text: str) -> Facts:
    """The facts that a text in the assistant's words names; the exact inverse of `say`."""
    facts: Facts = {}
    for match in _PATTERN.finditer(text.lower()):
        name, value = _MEANING[match.group()]
        facts.setdefault(name, value)
    return {name: facts[name] for name in ATTRIBUTES if name in facts}


_MEANING = {said: (name, value) for name, values in ENTRIES.items() for value, entry in values.items() for said in entry["said"]}
_PATTERN = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _MEANING), key=len, reverse=True)) + r")\b")


def known_subset(modality: str, rng: random.Random) -> list[str]:
    """Attributes to caption in training a decoder: mostly many, and always those that `settled` adds where nobody says them."""
    share = rng.choice((1.0, 0.9, 0.6, 0.3))
    return [name for name in CARRIED[modality] if name in ("thing", *UNSAID) or rng.random() < share]
