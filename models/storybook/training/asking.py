"""How people put facts into words of their own: synonyms, changed order, changes to what they point at, politeness."""

import random
from collections.abc import Mapping

from captions import ENTRIES, article
from phrases import asks, beside, edits, frames, loose, pointing, sources, written
from phrases.bank import Bank
from turns import MODALITIES, Modality
from typos import misspell, restyle

LOOSE_SHARE = 0.2
DECORATED = 0.18  # share of things with a word that changes nothing
FRAMED = 0.6  # share of requests put together freely in training; the others are whole phrases of a bank
COUNTED = 0.7  # share of edits to another thing, of a known number, that say both at once: "now two boats"
WRITTEN = 0.45  # share of those, and of edits, that were thought up one by one
AGAINST = 0.1  # share of changes of colour that say the old one, too
IN_PLACE = 0.3  # share of edits of a colour that have it where somebody wrote of a look from elsewhere, so that one word decides


class Person:
    """One who asks: draws from one split of every bank."""

    def __init__(self, rng: random.Random, split: str):
        self.rng, self.split = rng, split
        self.speaking = self.pick(edits.SAY)

    def pick(self, bank: Bank, **slots: str) -> str:
        text = bank.pick(self.rng, self.split)
        return text.format(**slots) if slots else text

    def word(self, name: str, value: str) -> str:
        """A word or phrase for a value, mostly the first (the assistant's own)."""
        if self.speaks_freely(LOOSE_SHARE):
            return written.line(self.rng, "words", written.column({name: value}))
        words = ENTRIES[name][value]["words"]
        return words[0] if self.rng.random() < 0.55 else self.rng.choice(words)

    def noun(self, facts: Mapping[str, str], bare: bool = False) -> str:
        """"two big red ships", "a kitty"; `bare` leaves an article out."""
        singular, plural = self._nouns(facts["thing"])
        count = facts.get("count")
        adjectives = [self.word(name, facts[name]) for name in ("size", "colour") if name in facts]
        if self.rng.random() < DECORATED:
            adjectives.insert(self.rng.randint(0, len(adjectives)), beside.adjective(self.rng, facts["thing"]))
        words = " ".join([*adjectives, plural if count in ("2", "3") else singular])
        if count:
            return f"{self.word('count', count)} {words}"
        return words if bare else f"{article(words)} {words}"

    def _nouns(self, thing: str) -> tuple[str, str]:
        if self.speaks_freely(LOOSE_SHARE):
            singular, plural = written.line(self.rng, "words", written.column({"thing": thing})).split("/")
            return singular, plural
        nouns = ENTRIES["thing"][thing]["nouns"]
        return nouns[0] if self.rng.random() < 0.45 else self.rng.choice(nouns)

    def wish(self, facts: Mapping[str, str], bare: float = 0.1) -> str:
        """A whole noun phrase of the facts, e.g. "two little kitties at dusk, jumping"; `bare`: how often an article is left out."""
        if self.rng.random() < 0.12:
            return self.keywords(facts)
        tails = [self.word(name, facts[name]) for name in ("position", "place", "weather", "motion") if name in facts]
        if self.rng.random() < DECORATED:
            tails.insert(0, beside.by_nature(self.rng, facts["thing"]))
        if self.rng.random() < 0.4:
            self.rng.shuffle(tails)
        comma = self.rng.random() < 0.15
        return (", " if comma else " ").join([self.noun(facts, self.rng.random() < bare), *tails])

    def keywords(self, facts: Mapping[str, str]) -> str:
        """"red boat, night, rain", or "boat, red, night, rain"."""
        bare = [self.rng.choice(ENTRIES[name][facts[name]]["bare"]) for name in ("place", "weather") if name in facts]
        words = [self.word(name, facts[name]) for name in ("position", "motion") if name in facts]
        apart = {name: facts[name] for name in ("size", "colour") if name in facts and self.rng.random() < 0.4}
        tails = bare + words + [self.word(name, value) for name, value in apart.items()]
        self.rng.shuffle(tails)
        return ", ".join([self.noun({name: value for name, value in facts.items() if name not in apart}, bare=True), *tails])

    def story(self, outputs: tuple[Modality, ...], facts: Mapping[str, str]) -> str:
        """"Imagine a boat. It is at night. Now draw it": the facts in sentences, then the request."""
        told = {name: value for name, value in facts.items() if name not in ("thing", "count") and self.rng.random() < 0.5}
        kept = {name: value for name, value in facts.items() if name not in told}
        sentences = [self.pick(asks.STORY, x=self.wish(kept)), *(self.pick(asks.STORY_FACT, w=self.word(name, value)) for name, value in told.items())]
        sentences.append(self.ask(outputs, self.rng.choice(("it", "this", "that"))))
        return " ".join(f"{text[0].upper()}{text[1:]}{'' if text[-1] in '?!' else '.'}" for text in sentences)

    def tail(self, name: str, facts: Mapping[str, str]) -> str:
        """One fact after "this": "in blue", "but at night"."""
        return self.changed_to(name, self._changed(name, facts))

    def changed_to(self, name: str, words: str) -> str:
        """The same for what is already in words."""
        return pointing.change(self.rng, name, words) if self.speaks_freely() else self.pick(edits.TAIL[name], w=words)

    def edit(self, changes: Mapping[str, str], count: str | None = None) -> str:
        """Changes as a request of their own: "make it green", "two of them, smaller". `count` makes a new thing plural."""
        if written.column(changes) in written.lines("edits") and self.speaks_freely(WRITTEN):
            return written.line(self.rng, "edits", written.column(changes))
        if list(changes) == ["colour"] and self.speaks_freely(IN_PLACE):
            return written.filled(self.rng.choice(written.thingless("changes", "colour")), self.word("colour", changes["colour"]))
        names = list(changes)
        self.rng.shuffle(names)
        if {"thing", "count"} <= set(names) and self.rng.random() < COUNTED:
            names.remove("count")
        is_counted = "count" not in names and ("count" in changes or (count in ("2", "3") and self.rng.random() < COUNTED))
        wishes = [self._edit_one(name, {"count": count or "1", **changes}, is_counted) for name in names]
        return self.pick(edits.JOIN).join([*(wish.rstrip("?") for wish in wishes[:-1]), wishes[-1]])

    def _edit_one(self, name: str, facts: Mapping[str, str], is_counted: bool) -> str:
        if name == "size" and self.rng.random() < 0.4:
            word = self.rng.choice(edits.SMALLER[facts["size"]])
            return self.rng.choice((word, f"make it {word}", f"{word} please"))
        if facts[name] == "clear" and self.rng.random() < 0.2:
            return self.pick(edits.CLEAR)
        bare = ENTRIES[name][facts[name]].get("bare")
        if bare and self.rng.random() < 0.3:
            return self.pick(edits.BARE[name], b=self.rng.choice(bare))
        return self.edited_to(name, self._changed(name, facts, is_counted))

    def against(self, text: str, colour: str) -> str:
        """A change of colour, now and then with the one that is no longer wanted: "make it green rather than red"."""
        return f"{text.rstrip('.?!')} {self.rng.choice(edits.AGAINST)} {colour}" if self.speaks_freely(AGAINST) else text

    def edited_to(self, name: str, words: str) -> str:
        """A change as a request of its own, of what is already in words: "make it green"."""
        return pointing.edit(self.rng, name, words) if self.speaks_freely() else self.pick(edits.EDIT[name], w=words)

    def _changed(self, name: str, facts: Mapping[str, str], is_counted: bool = False) -> str:
        if name == "count":
            return self.rng.choice(edits.COUNTS[facts[name]])
        if name != "thing":
            return self.word(name, facts[name])
        if is_counted:
            return self.noun({"thing": facts["thing"], "count": facts["count"]})
        singular, plural = self.rng.choice(ENTRIES["thing"][facts["thing"]]["nouns"][:3])
        return plural if facts.get("count") in ("2", "3") else f"{article(singular)} {singular}"

    def ask(self, outputs: tuple[Modality, ...], x: str) -> str:
        """A request for exactly these media of {x}; for words alone where there are none."""
        if self.speaks_freely():
            return self._framed(outputs).replace("{x}", x)
        if not outputs:
            return self.pick(asks.TEXT, x=x)
        if self.rng.random() < 0.03:
            return self.pick(asks.WITH_WORDS, x=self.ask(outputs, x).rstrip("?."))
        if len(outputs) == 1 and self.rng.random() > 0.05:
            return self.pick(asks.ONE[outputs[0]], x=x)
        shuffled = self.rng.sample(outputs, len(outputs))
        if len(outputs) > 1 and self.rng.random() < 0.15:
            first, *others = [self.pick(asks.VERBS[modality]) for modality in shuffled]
            return f"{first} {x}" + "".join(f" and {verb} {self.rng.choice(('it', 'the same'))}" for verb in others)
        names = [self.pick(asks.NAMES[modality]) for modality in shuffled]
        if len(outputs) == 1 or self.rng.random() < 0.08:
            names.insert(self.rng.randrange(len(names) + 1), self.pick(asks.DESCRIPTION))
        last = self.rng.choice((" and ", " + ", ", ")) if len(names) == 2 else " and "
        listed = ", ".join(names[:-1]) + last + names[-1]
        return self.pick(asks.SEVERAL, m=listed, x=x)

    def ask_of(self, outputs: tuple[Modality, ...], facts: Mapping[str, str]) -> str:
        """A request for these media of the facts; for a sound sometimes by the noise that the thing makes, sometimes with what is not wanted."""
        rng, is_loose = self.rng, self.speaks_freely(0.25)
        if is_loose and outputs == ("audio",):
            text = self._filled(loose.noise(rng, facts["thing"]), facts)
        elif is_loose and "audio" in outputs:
            text = loose.with_noise(rng, self._filled(self.ask(tuple(m for m in outputs if m != "audio"), "{x}"), facts), facts["thing"])
        else:
            text = self._filled(self.ask(outputs, "{x}"), facts)
        others = [modality for modality in MODALITIES if modality not in outputs]
        if self.split == "train" and outputs and others and rng.random() < 0.08:
            text = loose.without(rng, text, frames.NOUNS[rng.choice(others)])
        return text

    def _filled(self, request: str, facts: Mapping[str, str]) -> str:
        """The request with the wish for {x}, which people begin with without an article: "robot, waving, as a film"."""
        return request.replace("{x}", self.wish(facts, bare=0.5) if request.startswith("{x}") else self.wish(facts))

    def _framed(self, outputs: tuple[Modality, ...]) -> str:
        if self.rng.random() < WRITTEN:
            return written.line(self.rng, "asks", written.code(outputs))
        if not outputs:
            return frames.words_only(self.rng)
        return frames.one(self.rng, outputs[0]) if len(outputs) == 1 else frames.several(self.rng, list(outputs))

    def speaks_freely(self, share: float = FRAMED) -> bool:
        """Whether to say something in words put together for training; never of what is held out."""
        return self.split == "train" and self.rng.random() < share

    def whole(self, pointers: Mapping[Modality, str], among_others: bool = False) -> str:
        """All that these media, which show one scene, show; `among_others`, where "this" would not tell which."""
        named = list(pointers.values())
        if self.speaks_freely():
            return pointing.whole(self.rng, named)
        if len(named) > 1:
            return self.pick(sources.TOGETHER, l=" and ".join(named))
        return named[0] if among_others else self.pick(sources.WHOLE[next(iter(pointers))], p=named[0])

    def thing_of(self, pointer: str) -> str:
        return pointing.thing(self.rng, pointer) if self.speaks_freely() else self.pick(sources.THING, p=pointer)

    def part_of(self, name: str, pointer: str) -> str:
        """A clause: "with the weather of the sound", "but with the thing of #2 instead"."""
        if name == "thing":
            return self.changed_to(name, self.thing_of(pointer))
        return pointing.part(self.rng, name, pointer) if self.speaks_freely() else self.pick(sources.PART[name], p=pointer)

    def take(self, name: str, pointer: str) -> str:
        """The same as a sentence."""
        return pointing.part(self.rng, name, pointer, as_sentence=True) if self.speaks_freely() else self.pick(sources.TAKE[name], p=pointer)

    def point(self, modality: Modality, number: int) -> str:
        return f"#{number}" if self.rng.random() < 0.2 else self.pick(sources.POINT[modality])

    def finish(self, text: str, speaker: str | None = None) -> str:
        """Politeness, a sentence beside, a speaker's name, typos, capitals."""
        rng = self.rng
        if rng.random() < 0.15:
            text = self.pick(asks.POLITE_START) + text
        if rng.random() < 0.12:
            text = text.rstrip(".?") + self.pick(asks.POLITE_END)
        if rng.random() < 0.16:
            text = self._with_aside(text)
        return self.brief(text, speaker)

    def _with_aside(self, text: str) -> str:
        rng = self.rng
        said = self.pick(asks.BESIDE) if rng.random() < 0.3 else beside.aside(rng)
        joint = rng.choice((". ", ". ", ", ", " - ", "! ", "... "))
        if rng.random() < 0.45:
            return f"{said.rstrip('.')}{joint}{text}"
        if rng.random() < 0.2:
            return f"{text} ({said.rstrip('.')})"
        return f"{text.rstrip('.!?')}{joint}{said}"

    def brief(self, text: str, speaker: str | None = None) -> str:
        """The same without politeness, for a yes, a no and small talk."""
        rng = self.rng
        text = restyle(misspell(text, rng) if rng.random() < 0.12 else text, rng)
        return self.speaking.format(s=speaker, x=text) if speaker else text


def in_order(modalities: set[Modality]) -> tuple[Modality, ...]:
    return tuple(modality for modality in MODALITIES if modality in modalities)
