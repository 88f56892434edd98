"""Any to any: each of the 8 sets of inputs asked for each of the 8 sets of outputs, as the same scene or by named parts."""

import itertools
from collections.abc import Iterable

from answering import give, matches
from asking import Person
from captions import Facts, carried, heard
from phrases import asks
from turns import MODALITIES, Draft, Media, Modality, Text
from world import ATTRIBUTES, CARRIED

SETS: list[tuple[Modality, ...]] = [tuple(m for bit, m in enumerate(MODALITIES) if number >> bit & 1) for number in range(8)]

# How often each is sent in training: which of several media is meant is what is hard.
SENT = [(1, 2, 5, 8)[len(media)] for media in SETS]

TRIES = 60  # random scenes looked at for one that shows what is wished
WORDS_ALONE = 0.1  # share of wishes in words that are for words, beside those that fall to it by chance


def matrix(draft: Draft, inputs: tuple[Modality, ...] | None = None, outputs: tuple[Modality, ...] | None = None) -> None:
    rng = draft.rng
    inputs = rng.choices(SETS, SENT)[0] if inputs is None else inputs
    outputs = rng.choice(SETS) if outputs is None else outputs
    person = Person(rng, draft.split)
    if not inputs:
        return from_words(draft, person, outputs)
    if rng.random() < 0.5:
        return from_whole(draft, person, inputs, outputs)
    return from_parts(draft, person, inputs, outputs)


def in_words(draft: Draft) -> None:
    """The row of the matrix that people use most: words in, anything out."""
    matrix(draft, inputs=(), outputs=() if draft.rng.random() < WORDS_ALONE else None)


def wanted(outputs: tuple[Modality, ...]) -> list[str]:
    """The attributes that the outputs can carry; words alone carry all."""
    return [name for name in ATTRIBUTES if not outputs or any(name in CARRIED[modality] for modality in outputs)]


def chosen_facts(draft: Draft, scene_index: int, names: list[str], share: float) -> Facts:
    """The thing and some other facts of a scene; a count of more than one is nearly always said, one rarely ("a boat")."""
    scene, rng = draft.scene(scene_index), draft.rng
    count_share = 0.4 if scene.count == "1" else 0.95
    return {name: getattr(scene, name) for name in names if name == "thing" or rng.random() < (count_share if name == "count" else share)}


def from_words(draft: Draft, person: Person, outputs: tuple[Modality, ...]) -> None:
    rng, target = draft.rng, draft.any_scene()
    names = wanted(outputs) if rng.random() < 0.9 else list(ATTRIBUTES)
    facts = chosen_facts(draft, target, names, rng.choice((0.15, 0.4, 0.6, 1.0)))
    unnamed = outputs == ("image",) and rng.random() < 0.2
    if rng.random() < 0.14:
        text = person.story(outputs, facts)
    else:
        text = person.pick(asks.UNNAMED, x=person.wish(facts)) if unnamed else person.ask_of(outputs, facts)
    draft.user(Text(person.finish(text)))
    give(draft, facts, outputs, target)


def from_whole(draft: Draft, person: Person, inputs: tuple[Modality, ...], outputs: tuple[Modality, ...]) -> None:
    """One or more inputs show a whole scene; words and parts of the other inputs change it."""
    rng = draft.rng
    family = draft.library.family(draft.any_scene())
    source = rng.choice(family)
    target = rng.choice(family) if rng.random() < 0.6 else source
    order = rng.sample(inputs, len(inputs))
    together = len(inputs) > 1 and rng.random() < 0.6
    whole, others = (order, []) if together else (order[:1], order[1:])
    facts = seen(draft, source, whole)
    scenes = {modality: source for modality in whole}
    changes = {name: getattr(draft.scene(target), name) for name in ATTRIBUTES if getattr(draft.scene(target), name) != getattr(draft.scene(source), name)}
    changes = {name: value for name, value in changes.items() if name in wanted(outputs)}
    parts: dict[str, Modality] = {}
    for modality in others:
        free = [name for name in CARRIED[modality] if name in wanted(outputs) and name not in parts]
        name = "thing" if "thing" in free and rng.random() < 0.25 else rng.choice([name for name in free if name in changes] or free)
        scenes[modality] = draft.any_scene() if name == "thing" else similar(draft, target, [name], modality)
        facts[name] = carried(draft.scene(scenes[modality]), modality)[name]
        parts[name] = modality
    said = {name: value for name, value in changes.items() if name not in parts}
    for name in wanted(outputs):
        if name not in facts and name not in said and rng.random() < 0.6:
            said[name] = getattr(draft.scene(target), name)
    media = send(draft, scenes, rng.sample(inputs, len(inputs)))
    pointers = {modality: person.point(modality, medium.number) for modality, medium in media.items()}
    head = person.whole({modality: pointers[modality] for modality in sorted(whole)}, among_others=bool(others))
    facts |= said
    request(draft, person, outputs, head, said, {name: pointers[m] for name, m in parts.items()}, list(media.values()), facts.get("count"))
    give(draft, facts, outputs, rendered(draft, facts, (target, source), outputs))


def from_parts(draft: Draft, person: Person, inputs: tuple[Modality, ...], outputs: tuple[Modality, ...]) -> None:
    """Every input gives one or two named attributes; words give the rest of what is fixed."""
    rng, target = draft.rng, draft.any_scene()
    names = wanted(outputs)
    parts: dict[str, Modality] = {}
    scenes: dict[Modality, int] = {}
    facts: Facts = {}
    thing_from = rng.choice(inputs) if rng.random() < 0.6 else None
    for modality in inputs:
        free = [name for name in CARRIED[modality] if name in names and name not in parts and name != "thing"]
        taken = rng.sample(free, min(len(free), rng.choice((1, 1, 1, 2))))
        taken = ["thing", *taken[1:]] if modality == thing_from else taken
        scenes[modality] = similar(draft, target, taken, modality)
        for name in taken:
            parts[name] = modality
            facts[name] = carried(draft.scene(scenes[modality]), modality)[name]
    said = {name: getattr(draft.scene(target), name) for name in names if name not in parts and rng.random() < (0.35 if name != "thing" else 1.0)}
    rest = [name for name in names if name not in parts and name not in said]
    while len(facts) + len(said) < 3 and rest:
        name = rest.pop(rng.randrange(len(rest)))
        said[name] = getattr(draft.scene(target), name)
    media = send(draft, scenes, rng.sample(inputs, len(inputs)))
    pointers = {modality: person.point(modality, medium.number) for modality, medium in media.items()}
    head_said = {name: said.pop(name) for name in ("count", "size", "colour", "thing") if name in said} if "thing" in said else {}
    head = person.noun(head_said) if head_said else person.thing_of(pointers[parts.pop("thing")])
    request(draft, person, outputs, head, said, {name: pointers[m] for name, m in parts.items()}, list(media.values()), None)
    facts |= said | head_said
    give(draft, facts, outputs, rendered(draft, facts, (target,), outputs))


def request(draft: Draft, person: Person, outputs: tuple[Modality, ...], head: str, said: Facts, parts: dict[str, str], media: list[Media], count: str | None) -> None:
    """The person's turn: the media, and the wish with its clauses in one sentence or several."""
    rng = draft.rng
    clauses = [person.tail(name, {"count": count or "1", **said}) for name in said]
    sentences = []
    for name, pointer in parts.items():
        if rng.random() < 0.7:
            clauses.append(person.part_of(name, pointer))
        else:
            sentences.append(person.take(name, pointer))
    rng.shuffle(clauses)
    glue = rng.choice((" ", " ", ", "))
    if clauses and rng.random() < 0.12:  # the changes as a sentence of their own
        sentences.append(", ".join(clauses))
        clauses = []
    text = person.ask(outputs, glue.join([head, *clauses]))
    if sentences:
        between = "" if text[-1] in "?!." else rng.choice((".", ",", ";"))
        text = text + between + " " + (", ".join(sentences) if between == "," else ". ".join(s[0].upper() + s[1:] for s in sentences))
    words = Text(person.finish(text))
    draft.user(*([*media, words] if rng.random() < 0.6 else [words, *media]))


def seen(draft: Draft, scene_index: int, modalities: list[Modality]) -> Facts:
    """What media of one scene fix together: eyes know places better than ears."""
    facts: Facts = {}
    for modality in sorted(modalities):  # "audio" comes first
        facts |= carried(draft.scene(scene_index), modality)
    return facts


def similar(draft: Draft, target: int, names: list[str], modality: Modality) -> int:
    """A random other scene that looks or sounds like the target in these attributes; the target itself if none is met."""
    ideal = draft.scene(target)
    ideal_facts = heard(vars(ideal)) if modality == "audio" else vars(ideal)
    for _ in range(100):
        index = draft.any_scene()
        other = draft.scene(index)
        facts = heard(vars(other)) if modality == "audio" else vars(other)
        if all(facts[name] == ideal_facts[name] for name in names):
            return index
    return target


def send(draft: Draft, scenes: dict[Modality, int], order: list[Modality]) -> dict[Modality, Media]:
    return {modality: draft.media(modality, scenes[modality]) for modality in order}


def rendered(draft: Draft, facts: Facts, candidates: Iterable[int], outputs: tuple[Modality, ...]) -> int | None:
    return next((index for index in candidates if matches(facts, draft.scene(index), outputs)), None)


def rendered_somewhere(draft: Draft, facts: Facts, outputs: tuple[Modality, ...], *first: int) -> int | None:
    """The same among the first scenes and some random ones, where none need be the model for what is wished."""
    return rendered(draft, facts, itertools.chain(first, (draft.any_scene() for _ in range(TRIES))), outputs)
