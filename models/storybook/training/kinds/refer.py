"""Several pieces in a conversation, and wishes that name them by their numbers."""

from answering import give
from asking import Person
from captions import carried, say
from kinds.edits import difference
from kinds.matrix import SETS, chosen_facts, rendered, wanted
from kinds.pleasantries import company
from phrases import edits, pieces
from turns import MODALITIES, Draft, Modality, Text
from world import CARRIED


def refer(draft: Draft) -> None:
    """Several pieces, then a wish that takes one of them, or parts of two, by number."""
    rng = draft.rng
    person, speakers = Person(rng, draft.split), company(draft)
    scenes: dict[int, tuple[Modality, int]] = {}
    for _ in range(rng.choice((2, 2, 3))):
        scene = draft.any_scene()
        before = draft.number
        if rng.random() < 0.55:
            medium = draft.media(rng.choice(MODALITIES), scene)
            modalities = (medium.modality,)
            draft.user(medium, Text(person.finish(person.pick(pieces.LOOK[medium.modality]), rng.choice(speakers))))
            draft.bot(Text(rng.choice(pieces.LOOKED[medium.modality]).format(c=say(carried(draft.scene(scene), medium.modality)))))
        else:
            outputs = rng.choice(SETS[1:5])
            facts = chosen_facts(draft, scene, wanted(outputs), rng.choice((0.2, 0.5)))
            draft.user(Text(person.finish(person.ask(outputs, person.wish(facts)), rng.choice(speakers))))
            give(draft, facts, outputs, scene)
            modalities = outputs
        scenes |= {before + at: (modality, scene) for at, modality in enumerate(modalities)}
    if rng.random() < 0.5:
        change_piece(draft, person, speakers, scenes)
    else:
        mix_pieces(draft, person, speakers, scenes)


def change_piece(draft: Draft, person: Person, speakers: list[str | None], scenes: dict[int, tuple[Modality, int]]) -> None:
    """"#2 but at sea": the named piece with a change, in its own modality unless another is asked."""
    rng = draft.rng
    number = rng.choice(list(scenes))
    modality, index = scenes[number]
    target = rng.choice(draft.library.family(index))
    changes = {name: value for name, value in difference(draft, index, target).items() if name in CARRIED[modality]}
    facts = carried(draft.scene(index), modality) | changes
    if not changes or rng.random() < 0.4:
        outputs = rng.choice(SETS)
        text = person.ask(outputs, " ".join([f"#{number}", *(person.tail(name, {"count": facts["count"], **changes}) for name in changes)]))
    else:
        outputs = (modality,)
        text = person.pick(edits.AT).format(n=number, e=person.edit(changes, facts["count"]))
    draft.user(Text(person.finish(text, rng.choice(speakers))))
    give(draft, facts, outputs, rendered(draft, facts, (target, index), outputs))


def mix_pieces(draft: Draft, person: Person, speakers: list[str | None], scenes: dict[int, tuple[Modality, int]]) -> None:
    """"the thing of #1 in the weather of #3"."""
    rng = draft.rng
    first, second = rng.sample(list(scenes), 2)
    outputs = rng.choice(SETS)
    modality, index = scenes[second]
    free = [name for name in CARRIED[modality] if name in wanted(outputs) and name != "thing"]
    names = rng.sample(free, rng.choice((1, 1, 2)))
    whole = rng.random() < 0.3
    facts = carried(draft.scene(scenes[first][1]), scenes[first][0])
    facts = facts if whole else {"thing": facts["thing"]}
    facts |= {name: carried(draft.scene(index), modality)[name] for name in names}
    head = person.whole({scenes[first][0]: f"#{first}"}, among_others=True) if whole else person.thing_of(f"#{first}")
    clauses = [person.part_of(name, f"#{second}") for name in names]
    draft.user(Text(person.finish(person.ask(outputs, " ".join([head, *clauses])), rng.choice(speakers))))
    give(draft, facts, outputs, rendered(draft, facts, (index, scenes[first][1]), outputs))
