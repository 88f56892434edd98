"""Small talk, and the honest no."""

import random

import refusals
from answering import give
from asking import Person
from captions import ENTRIES, article
from kinds.matrix import SETS, chosen_facts, wanted
from kinds.pleasantries import company, fill, pleasantry
from phrases import elsewhere as topics
from phrases import questions, talk
from phrases.bank import Bank
from turns import MODALITIES, Draft, Text
from world import VALUES

COMPOSED = 0.85  # the same of other topics


def small_talk(draft: Draft) -> None:
    """One to three exchanges of pleasantries, sometimes around a piece that is made."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    for _ in range(rng.choice((1, 1, 2, 3))):
        pleasantry(draft, person, speakers, talk.EXCHANGES)
    if rng.random() < 0.6:
        thing = made(draft, person, speakers)
        for _ in range(rng.choice((1, 1, 2))):
            pleasantry(draft, person, speakers, rng.choice((talk.OF_A_PIECE, talk.EXCHANGES)), thing)  # "hows life" brings no piece to life


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
    if chance < 0.06:
        return about_thing(person, refusals.ABOUT_THING)
    if chance < 0.2:
        noun, plural = person.rng.choice(ENTRIES["thing"][person.rng.choice(VALUES["thing"])]["nouns"])
        return "", person.pick(refusals.NEAR, n=noun, s=plural)
    if person.speaks_freely(COMPOSED):
        return "", topics.said(person.rng)
    return "", person.pick(person.rng.choice(list(refusals.OTHER_TOPICS.values())))


def about_thing(person: Person, bank: Bank) -> tuple[str, str]:
    """An unknown noun as it stands in the message, and the message: a question about it, or a change to it. Wishes for one are half known."""
    singular, plural = refusals.unknown_thing(person.rng)
    one = (singular, f"{article(singular)} {singular}")
    noun, phrase = person.rng.choice((one, one, (plural, plural), (plural, f"two {plural}")))
    return noun, person.pick(bank, u=phrase)


def foreign_media(draft: Draft) -> None:
    """A photo, speech or music from outside this world is called unknown rather than named wrongly."""
    rng, person, speakers = draft.rng, Person(draft.rng, draft.split), company(draft)
    modality = rng.choice(MODALITIES)
    medium = draft.media(modality, -1 - rng.randrange(draft.library.foreign))
    words = person.pick(questions.DESCRIBE[modality]).format(p=person.point(modality, medium.number)) if rng.random() < 0.6 else person.ask(rng.choice(SETS), "this")
    draft.user(medium, Text(person.finish(words, rng.choice(speakers))))
    draft.bot(Text(rng.choice(refusals.FOREIGN).format(m="this sound" if modality == "audio" else f"this {modality}", k=rng.choice(refusals.KNOWN))))


def made(draft: Draft, person: Person, speakers: list[str | None]) -> str:
    """A wish and its pieces; the thing that they show."""
    target, outputs = draft.any_scene(), draft.rng.choice(SETS[1:])
    facts = chosen_facts(draft, target, wanted(outputs), 0.3)
    draft.user(Text(person.finish(person.ask(outputs, person.wish(facts)), draft.rng.choice(speakers))))
    give(draft, facts, outputs, target)
    return facts["thing"]
