"""Wishes whose thing, or another part, is not of this world: what is not known, an offer of what is, and the person's yes or no to it."""

from dataclasses import dataclass

import refusals
from answering import give, named, shown
from asking import Person
from captions import PLURAL, Facts, article, say
from kinds.in_own_words import by_colour
from kinds.matrix import rendered_somewhere, wanted
from kinds.pleasantries import company, exchange
from kinds.talk import as_typed
from phrases import replies, written
from turns import Draft, Modality, Text
from world import VALUES

THOUGHT_UP = {"thing": 12, "colour": 20, "place": 4, "weather": 4, "motion": 4, "count": 3}  # how often this is unknown of wishes thought up as a whole
IN_OWN_WORDS = 0.6  # share of wishes that were thought up as a whole
IN_ANOTHER_LOOK = 0.55  # share of these that were thought up as known ones, and get a look from elsewhere, so that one word decides
STRANGE = {"two": 1, "colour": 8}  # how often what is unknown is this, of others 2: an unknown colour is easily taken for praise
HEAD = ("thing", "count", "size", "colour")


@dataclass(frozen=True)
class Wish:
    """A message, the part of it that is not known ("" where two known things are wished at once), and what to offer instead."""

    text: str
    unknown: str
    offer: Facts
    outputs: tuple[Modality, ...]


def half_known(draft: Draft) -> None:
    """"a red dragon in the rain", or just "a dragon"."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    target = draft.any_scene()
    if person.speaks_freely(IN_OWN_WORDS):
        wish = thought_up(person, draft.scene(target).thing)
    else:
        wish = put_together(person, draft, target)
    message, unknown = as_typed(person, wish.text, wish.unknown, rng.choice(speakers))
    draft.user(Text(message))
    template = rng.choice(refusals.HALF if unknown else refusals.TWO_KINDS)
    draft.bot(Text(template.format(u=unknown, m=named(wish.outputs), o=say(shown(wish.offer, wish.outputs)))))
    chance = rng.random()
    if chance < 0.45:
        words = replies.yes(rng, wish.offer["thing"], wish.outputs) if person.speaks_freely() else person.pick(refusals.YES)
        draft.user(Text(person.brief(words, rng.choice(speakers))))
        give(draft, wish.offer, wish.outputs, rendered_somewhere(draft, wish.offer, wish.outputs, target))
    elif chance < 0.85:
        words = replies.no(rng, unknown) if person.speaks_freely() else person.pick(refusals.NEVER_MIND)
        exchange(draft, person.brief(words, rng.choice(speakers)), rng.choice(refusals.ALL_RIGHT))


def thought_up(person: Person, thing: str) -> Wish:
    """A whole wish as somebody wrote it, its unknown colour or thing often another; `thing` is offered for an unknown one."""
    rng = person.rng
    is_known = rng.random() < IN_ANOTHER_LOOK
    attribute = "colour" if is_known else rng.choices(list(THOUGHT_UP), list(THOUGHT_UP.values()))[0]
    wish = rng.choice(by_colour())[0] if is_known else rng.choice(written.half_known()[attribute])
    unknown = written.bracketed(wish.text)
    if is_known or attribute in ("colour", "thing") and not unknown.endswith("s") and rng.random() < 0.5:
        unknown = refusals.unknown_word(attribute, rng)
    offer = {"thing": thing} | wish.facts | ({"count": "3"} if attribute == "count" else {})
    return Wish(written.filled(wish.text, unknown), unknown, offer, wish.outputs)


def put_together(person: Person, draft: Draft, target: int) -> Wish:
    """A wish of a scene's facts with a word from elsewhere, or of two known things at once."""
    rng = draft.rng
    outputs = rng.choice((("image",), ("image",), ("audio",), ("video",), ("video",), ("image", "audio")))
    names = [name for name in wanted(outputs) if name != "thing"]
    facts = {"thing": draft.scene(target).thing} | {name: getattr(draft.scene(target), name) for name in rng.sample(names, rng.choice((0, 0, 1, 2, 2, 3)))}
    wish, unknown, offer = disguised(person, facts)
    return Wish(person.ask(outputs, wish), unknown, offer, outputs)


def disguised(person: Person, facts: Facts) -> tuple[str, str, Facts]:
    """A wish with a word from elsewhere, that word ("" where two known things are wished at once), and what to offer instead."""
    rng = person.rng
    names = ["two", *(name for name in facts if name in written.lines("unknown"))]
    name = rng.choices(names, [STRANGE.get(name, 2) for name in names])[0]
    if name == "two":
        other = person.noun({"thing": rng.choice([thing for thing in VALUES["thing"] if thing != facts["thing"]])})
        return f"{person.noun({n: facts[n] for n in facts if n in HEAD})} and {other}{tails(person, facts)}", "", facts
    if name == "thing":
        singular, plural = refusals.unknown_thing(rng)
        noun = plural if facts.get("count") in ("2", "3") else singular
        return head(person, facts, noun) + tails(person, facts), noun, facts
    unknown = refusals.unknown_value(name, rng)
    rest = {key: value for key, value in facts.items() if key != name}
    if name == "count":
        return head(person, rest, PLURAL[facts["thing"]], unknown) + tails(person, rest), unknown, rest | {"count": "3"}
    if name == "colour":
        known = PLURAL[facts["thing"]] if facts.get("count") in ("2", "3") else facts["thing"]
        return head(person, rest, f"{unknown} {known}") + tails(person, rest), unknown, rest
    return f"{person.wish(rest)} {unknown}", refusals.strange_part(name, unknown), rest


def head(person: Person, facts: Facts, noun: str, count: str = "") -> str:
    words = " ".join([*(person.word(name, facts[name]) for name in ("size", "colour") if name in facts), noun])
    count = person.word("count", facts["count"]) if "count" in facts else count or article(words)
    return f"{count} {words}"


def tails(person: Person, facts: Facts) -> str:
    return "".join(f" {person.word(name, facts[name])}" for name in facts if name not in HEAD)
