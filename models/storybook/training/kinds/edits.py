"""Talk that goes on about one scene: edits by turn, and the same in other modalities."""

from dataclasses import dataclass, field

from answering import give
from asking import Person
from captions import Facts, carried, say
from kinds.describe import ask_on
from kinds.matrix import SETS, chosen_facts, seen, wanted
from kinds.pleasantries import company, pleasantry
from phrases import edits, pieces, written
from phrases.talk import OF_A_PIECE
from turns import MODALITIES, Draft, Modality, Text
from world import ATTRIBUTES

CONVERTED = {1: 3, 2: 1}  # how often so many media of a piece are wanted: "the sound of that too" is one, not both again
REMARKED = 0.1  # how often somebody says what they think of a piece before the next change


def edit_by_turn(draft: Draft) -> None:
    """Something is made or sent, then changed along its family, or wanted in another modality."""
    rng = draft.rng
    base, *later = changing(draft)
    talk = Talk(draft, Person(rng, draft.split), company(draft), base)
    talk.sent() if rng.random() < 0.3 else talk.made()
    for target in later[: rng.choice((1, 2, 2))]:
        if rng.random() < REMARKED:
            talk.remark()
        if rng.random() < 0.35:
            talk.convert()
            if rng.random() < 0.5:
                continue
        talk.change(target)
        if len(talk.outputs) == 1 and rng.random() < 0.1:
            ask_on(draft, talk.person, talk.outputs[0], talk.number, talk.current)
    if rng.random() < REMARKED:
        talk.remark()


def changing(draft: Draft) -> list[int]:
    """A scene and what becomes of it; its thing is replaced far more often than by chance, for "now a drum" is easily taken for a new wish."""
    families = [draft.library.family(draft.any_scene()) for _ in range(draft.rng.choice((1, 3, 3)))]
    return max(families, key=lambda family: len({draft.scene(index).thing for index in family}))


def difference(draft: Draft, before: int, after: int) -> Facts:
    old, new = draft.scene(before), draft.scene(after)
    return {name: getattr(new, name) for name in ATTRIBUTES if getattr(new, name) != getattr(old, name)}


@dataclass
class Talk:
    """What is known so far of the scene talked about, and the pieces that showed it last."""

    draft: Draft
    person: Person
    speakers: list[str | None]
    current: int
    known: Facts = field(default_factory=dict)
    outputs: tuple[Modality, ...] = ()
    number: int = 0

    def made(self) -> None:
        rng = self.draft.rng
        outputs = rng.choice([("image",), ("image",), ("video",), ("video",), ("audio",), ("image", "audio"), ("audio", "video")])
        facts = chosen_facts(self.draft, self.current, wanted(outputs), rng.choice((0.2, 0.5, 0.8)))
        self._say(self.person.ask(outputs, self.person.wish(facts)))
        self._give(facts, outputs)

    def sent(self) -> None:
        rng = self.draft.rng
        modality = rng.choice(MODALITIES)
        medium = self.draft.media(modality, self.current)
        self.draft.user(medium, Text(self.person.finish(self.person.pick(pieces.LOOK[modality]), rng.choice(self.speakers))))
        self.known = carried(self.draft.scene(self.current), modality)
        self.draft.bot(Text(rng.choice(pieces.LOOKED[modality]).format(c=say(self.known))))
        self.outputs, self.number = (modality,), medium.number

    def change(self, target: int) -> None:
        """"now green": what the shown pieces fix stays, what is asked changes."""
        rng = self.draft.rng
        changes = difference(self.draft, self.current, target)
        if not changes:
            return
        facts = self.known | changes
        text = self.person.edit(changes, facts.get("count"))
        if list(changes) == ["colour"]:
            text = self.person.against(text, self.draft.scene(self.current).colour)
        outputs = self.outputs
        if not set(changes) <= set(wanted(outputs)):  # these media cannot show it: the wish names a medium that can
            outputs = ("video",) if "motion" in changes else ("image",)
            text = f"{self.person.ask(outputs, rng.choice(('it', 'this', 'the same')))} {text}" if rng.random() < 0.3 else f"{text} and {self.person.ask(outputs, 'it')}"
        elif len(outputs) == 1 and rng.random() < 0.35:
            text = self.person.pick(edits.AT).format(n=self.number, e=text)
        self.current = target
        self._say(text)
        self._give(facts, outputs)

    def convert(self) -> None:
        """"animate it", "what would #2 sound like?": the same scene in another modality."""
        rng = self.draft.rng
        others = [chosen for chosen in SETS[1:] if len(chosen) in CONVERTED and set(chosen) != set(self.outputs)]
        wished = rng.choices(others, [CONVERTED[len(chosen)] for chosen in others])[0]
        if not set(wished) & set(self.outputs) and self.person.speaks_freely():
            text = written.line(rng, "also", written.code(wished)).format(n=self.number)
        else:
            text = self.person.ask(wished, rng.choice((f"#{self.number}", f"#{self.number}", "it", "it", "this", "that", "the same", "the same scene")))
        self._say(text)
        self._give(self.known, wished)

    def remark(self) -> None:
        """"aw, lovely": the scene stays what it is."""
        pleasantry(self.draft, self.person, self.speakers, OF_A_PIECE, self.known.get("thing"))

    def _say(self, text: str) -> None:
        self.draft.user(Text(self.person.finish(text, self.draft.rng.choice(self.speakers))))

    def _give(self, facts: Facts, outputs: tuple[Modality, ...]) -> None:
        """Answers, and knows from then on all that the new pieces show."""
        self.number, self.outputs = self.draft.number, outputs
        give(self.draft, facts, outputs, self.current)
        shown = seen(self.draft, self.current, list(outputs))
        self.known = {**shown, **facts, **({} if facts.get("place") != "other" else {"place": shown.get("place", "other")})}
