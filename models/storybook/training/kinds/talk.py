"""Small talk, the honest no, and half-known wishes with an offer."""

import random
import re

import refusals
from answering import give, named
from asking import Person
from captions import ENTRIES, PLURAL, Facts, article, say
from kinds.edits import company
from kinds.matrix import SETS, chosen_facts, rendered, wanted
from phrases import asks, chat, questions, replies, talk, written
from phrases import elsewhere as topics
from phrases.bank import Bank
from turns import MODALITIES, Draft, Text
from world import VALUES


CHATTED = 0.7
COMPOSED = 0.85  # share of other topics that are put together freely in training


def small_talk(draft: Draft) -> None:
    """One to three exchanges of pleasantries, sometimes around a piece that is made."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    for _ in range(rng.choice((1, 1, 2, 3))):
        kind, bank, answers, _ = rng.choices(talk.EXCHANGES, [entry[-1] for entry in talk.EXCHANGES])[0]
        exchange(draft, person.brief(chatted(person, kind, bank), rng.choice(speakers)), rng.choice(answers))
    if rng.random() < 0.3:
        made(draft, person, speakers)
        kind, bank, answers, _ = rng.choice(talk.OF_A_PIECE)
        exchange(draft, person.brief(chatted(person, kind, bank), rng.choice(speakers)), rng.choice(answers))


def chatted(person: Person, kind: str, bank: Bank) -> str:
    """Put together freely in training, else a whole phrase of a bank."""
    rng = person.rng
    if person.speaks_freely(CHATTED):
        return chat.said(rng, kind, rng.choice(asks.SPEAKERS))
    return person.pick(bank)


def refuse(draft: Draft) -> None:
    """A topic or a thing from elsewhere, alone, beside a medium or after something was made."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    if rng.random() < 0.3:
        made(draft, person, speakers)
    for _ in range(rng.choice((1, 1, 2))):
        unknown, text = elsewhere(person)
        answer = rng.choice(refusals.NO_THING if unknown else refusals.NO)
        words, unknown = as_typed(person, text, unknown, rng.choice(speakers))
        media = [draft.media(rng.choice(MODALITIES), draft.any_scene())] if rng.random() < 0.08 else []
        draft.user(*media, Text(words))
        draft.bot(Text(fill(draft, answer, unknown)))
    if rng.random() < 0.2:  # and then something that it does know
        made(draft, person, speakers)


def as_typed(person: Person, text: str, unknown: str, speaker: str | None) -> tuple[str, str]:
    """The message in its style, and the unknown words as they stand in it."""
    while (at := (message := person.finish(text, speaker)).lower().find(unknown.lower())) < 0:
        pass
    return message, message[at : at + len(unknown)]


def elsewhere(person: Person) -> tuple[str, str]:
    """An unknown word, empty for other topics, and the request."""
    chance = person.rng.random()
    if chance < 0.35:
        return about_thing(person)
    if chance < 0.45:
        noun, plural = person.rng.choice(ENTRIES["thing"][person.rng.choice(VALUES["thing"])]["nouns"])
        return "", person.pick(refusals.NEAR, n=noun, s=plural)
    if person.speaks_freely(COMPOSED):
        return "", topics.said(person.rng)
    return "", person.pick(person.rng.choice(list(refusals.OTHER_TOPICS.values())))


def about_thing(person: Person) -> tuple[str, str]:
    """An unknown thing and a request for it."""
    if not person.speaks_freely(COMPOSED):
        noun, phrase = some(person.rng)
        return noun, person.pick(refusals.ABOUT_THING, u=phrase)
    before, noun, after = re.split("[<>]", written.line(person.rng, "elsewhere", "other"))
    if person.rng.random() < 0.6:
        noun = refusals.unknown_thing(person.rng)[0]
        before = re.sub(r"\ban? $", f"{article(noun)} ", before)
    return noun, before + noun + after


def half_known(draft: Draft) -> None:
    """"a red dragon in the rain": what is not known, an offer of what is, and the person's yes or no to it."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    target = draft.any_scene()
    outputs = rng.choice((("image",), ("image",), ("audio",), ("video",), ("video",), ("image", "audio")))
    names = [name for name in wanted(outputs) if name != "thing"]
    facts = {"thing": draft.scene(target).thing} | {name: getattr(draft.scene(target), name) for name in rng.sample(names, rng.choice((1, 2, 2, 3)))}
    wish, unknown, offer = disguised(person, facts)
    message, unknown = as_typed(person, person.ask(outputs, wish), unknown, rng.choice(speakers))
    draft.user(Text(message))
    template = rng.choice(refusals.HALF if unknown else refusals.TWO_KINDS)
    draft.bot(Text(template.format(u=unknown, m=named(outputs), o=say(offer))))
    chance = rng.random()
    if chance < 0.45:
        words = replies.yes(rng, offer["thing"], outputs) if person.speaks_freely() else person.pick(refusals.YES)
        draft.user(Text(person.brief(words, rng.choice(speakers))))
        give(draft, offer, outputs, rendered(draft, offer, (target,), outputs))
    elif chance < 0.85:
        words = replies.no(rng, unknown) if person.speaks_freely() else person.pick(refusals.NEVER_MIND)
        exchange(draft, person.brief(words, rng.choice(speakers)), rng.choice(refusals.ALL_RIGHT))


STRANGE = {"two": 1, "colour": 4}  # how often what is unknown is this, of others 2: an unknown colour is easily taken for praise


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
    return f"{person.wish(rest)} {unknown}", refusals.strange_part(unknown) if name in ("place", "weather") else unknown, rest


HEAD = ("thing", "count", "size", "colour")


def head(person: Person, facts: Facts, noun: str, count: str = "") -> str:
    words = " ".join([*(person.word(name, facts[name]) for name in ("size", "colour") if name in facts), noun])
    count = person.word("count", facts["count"]) if "count" in facts else count or article(words)
    return f"{count} {words}"


def tails(person: Person, facts: Facts) -> str:
    return "".join(f" {person.word(name, facts[name])}" for name in facts if name not in HEAD)


def foreign_media(draft: Draft) -> None:
    """A photo, speech or music from outside this world is called unknown rather than named wrongly."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    modality = rng.choice(MODALITIES)
    medium = draft.media(modality, -1 - rng.randrange(draft.library.foreign))
    words = person.pick(questions.DESCRIBE[modality]).format(p=person.point(modality, medium.number)) if rng.random() < 0.6 else person.ask(rng.choice(SETS), "this")
    draft.user(medium, Text(person.finish(words, rng.choice(speakers))))
    draft.bot(Text(rng.choice(refusals.FOREIGN).format(m="this sound" if modality == "audio" else f"this {modality}", k=rng.choice(refusals.KNOWN))))


def edit_to_unknown(draft: Draft) -> None:
    """A piece is there, and the change asked for is not of this world."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    made(draft, person, speakers)
    noun, phrase = some(rng)
    message, unknown = as_typed(person, person.pick(refusals.EDIT_UNKNOWN, u=phrase), noun, rng.choice(speakers))
    draft.user(Text(message))
    draft.bot(Text(fill(draft, rng.choice(refusals.NO_THING), unknown)))


def some(rng: random.Random) -> tuple[str, str]:
    """An unknown noun as it stands in the phrase, and the phrase."""
    singular, plural = refusals.unknown_thing(rng)
    return rng.choice(((singular, f"{article(singular)} {singular}"), (singular, f"{article(singular)} {singular}"), (plural, plural), (plural, f"two {plural}")))


def made(draft: Draft, person: Person, speakers: list[str | None]) -> None:
    target, outputs = draft.any_scene(), draft.rng.choice(SETS[1:])
    facts = chosen_facts(draft, target, wanted(outputs), 0.3)
    draft.user(Text(person.finish(person.ask(outputs, person.wish(facts)), draft.rng.choice(speakers))))
    give(draft, facts, outputs, target)


def exchange(draft: Draft, words: str, answer: str) -> None:
    draft.user(Text(words))
    draft.bot(Text(fill(draft, answer, "")))


def fill(draft: Draft, template: str, unknown: str) -> str:
    return template.format(k=draft.rng.choice(refusals.KNOWN), e=draft.rng.choice(talk.EXAMPLES), u=unknown)
