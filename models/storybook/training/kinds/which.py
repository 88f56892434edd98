"""Several media of different scenes, and one of them is meant: the smallest sentences in which a pointer decides everything."""

from collections.abc import Callable

from answering import give, worded
from asking import Person
from captions import carried, say
from kinds.describe import reply
from kinds.matrix import SETS, chosen_facts, rendered, wanted
from phrases import answers, questions
from phrases.bank import Bank
from turns import MODALITIES, Draft, Make, Media, Modality, Text
from world import CARRIED

Wish = tuple[str, Callable[[], None]]  # the words, and what answers them once they are said
ORDINALS = ("first", "second", "third")


def which(draft: Draft) -> None:
    """One to three wishes about one of two or three media, mostly another one each time."""
    rng, person = draft.rng, Person(draft.rng, draft.split)
    media = [draft.media(rng.choice(MODALITIES), draft.any_scene()) for _ in range(rng.choice((2, 2, 3)))]
    begun = len(draft.turns)
    for at in range(rng.choice((1, 1, 2, 3))):
        medium = rng.choice(media)
        made = {part.modality for turn in draft.turns[begun:] for part in turn.parts if isinstance(part, Make)}
        text, answer = rng.choice(WISHES)(draft, person, medium, pointer(person, medium, media, made))
        words = Text(person.finish(text))
        sent = media if at == 0 else []
        draft.user(*([*sent, words] if rng.random() < 0.6 else [words, *sent]))
        answer()


def pointer(person: Person, medium: Media, media: list[Media], made: set[Modality]) -> str:
    """"the sound", "#3", "the second picture"; nothing that could be another one."""
    if medium.modality in made:
        return f"#{medium.number}"
    alike = [other for other in media if other.modality == medium.modality]
    if len(alike) == 1:
        return person.point(medium.modality, medium.number)
    name = {"image": ("picture", "image"), "audio": ("sound", "recording"), "video": ("video", "clip")}[medium.modality]
    ordinal = ORDINALS[alike.index(medium)] if medium is not alike[-1] or person.rng.random() < 0.7 else "last"
    return person.rng.choice((f"#{medium.number}", f"the {ordinal} {person.rng.choice(name)}"))


def naming(person: Person, bank: Bank, named: str) -> str:
    """A question in which the medium is named."""
    template = person.pick(bank)
    if "{p}" not in template:
        template = person.rng.choice(("{p}: " + template, "in {p}, " + template, template.rstrip("?.") + ", i mean {p}", template + " {p}"))
    return template.format(p=named, n="thing", s="things")


def described(draft: Draft, person: Person, medium: Media, named: str) -> Wish:
    facts = carried(draft.scene(medium.scene_index), medium.modality)
    text = naming(person, questions.DESCRIBE[medium.modality], named)
    return text, lambda: draft.bot(Text(worded(draft.rng.choice(answers.SEE[medium.modality]), facts, say(facts))))


def questioned(draft: Draft, person: Person, medium: Media, named: str) -> Wish:
    facts = carried(draft.scene(medium.scene_index), medium.modality)
    name = draft.rng.choice(CARRIED[medium.modality])
    text = naming(person, questions.ASK[name], named)
    return text, lambda: draft.bot(Text(reply(draft, name, facts)))


def shown_again(draft: Draft, person: Person, medium: Media, named: str) -> Wish:
    """"film the scene of #2"."""
    outputs, facts = draft.rng.choice(SETS), carried(draft.scene(medium.scene_index), medium.modality)
    text = person.ask(outputs, person.whole({medium.modality: named}, among_others=True))
    return text, lambda: give(draft, facts, outputs, rendered(draft, facts, (medium.scene_index,), outputs))


def part_taken(draft: Draft, person: Person, medium: Media, named: str) -> Wish:
    """"a frog in the colour of the second picture"."""
    name = draft.rng.choice([name for name in CARRIED[medium.modality] if name != "thing"])
    outputs = draft.rng.choice([outputs for outputs in SETS if name in wanted(outputs)])
    said = chosen_facts(draft, draft.any_scene(), [other for other in wanted(outputs) if other != name], 0.2)
    text = person.ask(outputs, f"{person.wish(said)} {person.part_of(name, named)}")
    facts = said | {name: carried(draft.scene(medium.scene_index), medium.modality)[name]}
    return text, lambda: give(draft, facts, outputs, None)


def thing_again(draft: Draft, person: Person, medium: Media, named: str) -> Wish:
    """"let me hear the thing of the picture"."""
    outputs, facts = draft.rng.choice(SETS), {"thing": draft.scene(medium.scene_index).thing}
    text = person.ask(outputs, person.thing_of(named))
    return text, lambda: give(draft, facts, outputs, rendered(draft, facts, (medium.scene_index,), outputs))


WISHES = (described, questioned, shown_again, thing_again, part_taken, part_taken)
