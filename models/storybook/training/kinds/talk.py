"""Small talk, the honest no, and half-known wishes with an offer."""

import refusals
from answering import give
from asking import Person
from captions import SAID, article, say
from kinds.edits import company
from kinds.matrix import SETS, chosen_facts, rendered, wanted
from phrases import asks, pieces, talk
from turns import MODALITIES, Draft, Text


def small_talk(draft: Draft) -> None:
    """One to three exchanges of pleasantries, sometimes around a piece that is made."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    for _ in range(rng.choice((1, 1, 2, 3))):
        banks, weights = [entry[:2] for entry in talk.EXCHANGES], [entry[2] for entry in talk.EXCHANGES]
        asked, answered = rng.choices(banks, weights)[0]
        exchange(draft, person.finish(person.pick(asked), rng.choice(speakers)), rng.choice(answered))
    if rng.random() < 0.3:
        made(draft, person, speakers)
        asked, answered = rng.choice(((talk.THANKS, talk.WELCOME), (talk.SORRY, talk.MISTAKE)))
        exchange(draft, person.finish(person.pick(asked), rng.choice(speakers)), rng.choice(answered))


def refuse(draft: Draft) -> None:
    """A topic or a thing from elsewhere, alone, beside a medium or after something was made."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    if rng.random() < 0.3:
        made(draft, person, speakers)
    for _ in range(rng.choice((1, 1, 2))):
        if rng.random() < 0.45:
            unknown, plural = rng.choice(refusals.UNKNOWN_THINGS)
            text = person.pick(refusals.ABOUT_THING, u=some(rng, unknown, plural))
            answer = rng.choice(refusals.NO_THING)
        else:
            plural, answer = "", rng.choice(refusals.NO)
            text = person.pick(rng.choice(list(refusals.OTHER_TOPICS.values())))
        words = Text(person.finish(text, rng.choice(speakers)))
        media = [draft.media(rng.choice(MODALITIES), draft.any_scene())] if rng.random() < 0.08 else []
        draft.user(*media, words)
        draft.bot(Text(fill(draft, answer, plural)))
    if rng.random() < 0.2:  # and then something that it does know
        made(draft, person, speakers)


def half_known(draft: Draft) -> None:
    """"a red dragon in the rain": what is not known, an offer of what is, and the person's yes or no to it."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    target = draft.any_scene()
    outputs = rng.choice((("image",), ("image",), ("audio",), ("video",), ("video",), ("image", "audio")))
    names = [name for name in wanted(outputs) if name != "thing"]
    facts = {"thing": draft.scene(target).thing} | {name: getattr(draft.scene(target), name) for name in rng.sample(names, rng.choice((1, 2, 2, 3)))}
    unknown, plural = rng.choice(refusals.UNKNOWN_THINGS)
    draft.user(Text(person.finish(person.ask(outputs, disguised(person, facts, unknown, plural)), rng.choice(speakers))))
    draft.bot(Text(rng.choice(refusals.HALF).format(u=plural, o=say(facts))))
    chance = rng.random()
    if chance < 0.6:
        draft.user(Text(person.finish(person.pick(refusals.YES), rng.choice(speakers))))
        give(draft, facts, outputs, target)
    elif chance < 0.75:
        exchange(draft, person.finish(person.pick(refusals.NEVER_MIND), rng.choice(speakers)), rng.choice(refusals.ALL_RIGHT))


def disguised(person: Person, facts: dict[str, str], unknown: str, plural: str) -> str:
    """The wish for these facts with an unknown thing in the place of the known one."""
    noun = plural if facts.get("count") in ("2", "3") else unknown
    words = " ".join([*(person.word(name, facts[name]) for name in ("size", "colour") if name in facts), noun])
    head = f"{person.word('count', facts['count'])} {words}" if "count" in facts else f"{article(words)} {words}"
    return " ".join([head, *(person.word(name, facts[name]) for name in ("position", "place", "weather", "motion") if name in facts)])


def edit_to_unknown(draft: Draft) -> None:
    """A piece is there, and the change asked for is not of this world."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    made(draft, person, speakers)
    unknown, plural = rng.choice(refusals.UNKNOWN_THINGS)
    text = person.pick(refusals.EDIT_UNKNOWN, u=some(rng, unknown, plural))
    exchange(draft, person.finish(text, rng.choice(speakers)), fill(draft, rng.choice(refusals.NO_THING), plural))


def some(rng, unknown: str, plural: str) -> str:
    return rng.choice((f"{article(unknown)} {unknown}", f"{article(unknown)} {unknown}", plural, f"two {plural}"))


def made(draft: Draft, person: Person, speakers: list[str | None]) -> None:
    target, outputs = draft.any_scene(), draft.rng.choice(SETS[1:])
    facts = chosen_facts(draft, target, wanted(outputs), 0.3)
    draft.user(Text(person.finish(person.ask(outputs, person.wish(facts)), draft.rng.choice(speakers))))
    give(draft, facts, outputs, target)


def exchange(draft: Draft, words: str, answer: str) -> None:
    draft.user(Text(words))
    draft.bot(Text(fill(draft, answer, "")))


def fill(draft: Draft, template: str, plural: str) -> str:
    return template.format(k=draft.rng.choice(refusals.KNOWN_PAIRS.splits["train"]), e=draft.rng.choice(talk.EXAMPLES), u=plural)
