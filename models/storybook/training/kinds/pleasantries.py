"""What people say to each other's pleasure, between wishes and about what was made, and how it is answered."""

import refusals
from asking import Person
from phrases import asks, chat, talk
from turns import Draft, Text

CHATTED = 0.7  # share of small talk that is put together freely in training


def company(draft: Draft) -> list[str | None]:
    """Who speaks: mostly one nameless person, else several with names."""
    return [None] if draft.rng.random() < 0.65 else draft.rng.sample(asks.SPEAKERS, draft.rng.choice((1, 2, 2, 3)))


def pleasantry(draft: Draft, person: Person, speakers: list[str | None], exchanges: tuple[talk.Exchange, ...], thing: str | None = None) -> None:
    """`thing`: what the newest piece shows, where it may be spoken of."""
    kind, bank, answers, _ = draft.rng.choices(exchanges, [often for *_, often in exchanges])[0]
    if thing and person.speaks_freely(CHATTED):
        words = chat.said_of(draft.rng, kind, thing, draft.rng.choice(asks.SPEAKERS))
    elif person.speaks_freely(CHATTED):
        words = chat.said(draft.rng, kind, draft.rng.choice(asks.SPEAKERS))
    else:
        words = person.pick(bank)
    exchange(draft, person.brief(words, draft.rng.choice(speakers)), draft.rng.choice(answers))


def exchange(draft: Draft, words: str, answer: str) -> None:
    draft.user(Text(words))
    draft.bot(Text(fill(draft, answer, "")))


def fill(draft: Draft, template: str, unknown: str) -> str:
    return template.format(k=draft.rng.choice(refusals.KNOWN), e=draft.rng.choice(talk.EXAMPLES), u=unknown)
