"""A piece is there, and the change asked for is not of this world: "would it look good in tartan?"."""

import random
from functools import cache

import refusals
from asking import Person
from kinds.edits import REMARKED, Talk, changing
from kinds.in_own_words import exchanged
from kinds.pleasantries import company, fill
from kinds.talk import about_thing, as_typed
from phrases import written
from turns import Draft, Text
from world import VALUES

GOES_ON = 0.5  # how often a change to what is known is asked next
WRITTEN = 0.75  # of changes to what is unknown, those that somebody wrote as a whole
CHANGED = {"colour": 8, "place": 1, "motion": 1, "weather": 1, "thing": 1}  # how often what is unknown of them is this
ANOTHER = 0.6  # share of their looks and things that are others of the lists
PUT_TOGETHER = {"colour": 6, "place": 2, "motion": 2, "weather": 1, "count": 1}  # how often a change to an unknown value is one of this


def edit_to_unknown(draft: Draft) -> None:
    """A piece is there, and the change asked for is not of this world; what is asked next may be, and is asked of the same piece."""
    rng = draft.rng
    base, *later = changing(draft)
    talk = Talk(draft, Person(rng, draft.split), company(draft), base)
    talk.made()
    for target in later[: rng.choice((1, 1, 2))]:
        not_known(talk)
        if rng.random() < REMARKED:
            talk.remark()
        if rng.random() < GOES_ON:
            talk.convert() if rng.random() < 0.35 else talk.change(target)


def not_known(talk: Talk) -> None:
    draft, person = talk.draft, talk.person
    name, noun, words = thought_up(person) if person.speaks_freely(WRITTEN) else put_together(person)
    if name == "colour":
        words = person.against(words, draft.scene(talk.current).colour)
    message, unknown = as_typed(person, words, noun, draft.rng.choice(talk.speakers))
    draft.user(Text(message))
    draft.bot(Text(fill(draft, draft.rng.choice(refusals.NO_THING), unknown)))


def thought_up(person: Person) -> tuple[str, str, str]:
    """What of the piece it is about, what is not known as it is said back, and a change to it as somebody wrote it: "would it look good in tartan?"."""
    rng = person.rng
    name = rng.choices(list(CHANGED), list(CHANGED.values()))[0]
    text = rng.choice(changes()[name])
    unknown = written.bracketed(text)
    if not unknown or (name in ("colour", "thing") and not unknown.endswith("s") and rng.random() < ANOTHER):
        unknown = refusals.unknown_word(name, rng)
    return name, refusals.strange_part(name, unknown), written.filled(text, unknown)


@cache
def changes() -> dict[str, tuple[str, ...]]:
    """Changes by what of them is not known, in brackets; changes to a known colour among them, with empty ones in its place, so that one word decides."""
    listed = written.lines("changes")
    known = (exchanged(text, "colour", colour, "<>") for colour in VALUES["colour"] for text in written.lines("edits")[f"colour={colour}"])
    return {**listed, "colour": listed["colour"] + tuple(filter(None, known))}


def put_together(person: Person) -> tuple[str, str, str]:
    """The same in a grammar's words: "make it tartan", "now with two owls"."""
    rng = person.rng
    if rng.random() < 0.3:
        return "thing", *about_thing(person, refusals.EDIT_UNKNOWN)
    name = rng.choices(list(PUT_TOGETHER), list(PUT_TOGETHER.values()))[0]
    value = refusals.unknown_value(name, rng)
    return name, refusals.strange_part(name, value), person.edited_to(name, value)
