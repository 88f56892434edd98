"""Saying what media show, and answering questions about them."""

from answering import worded
from asking import Person
from captions import PLURAL, SAID, Facts, carried, noun_phrase, say
from kinds.matrix import SETS, seen, send
from phrases import answers, questions
from turns import MODALITIES, Draft, Modality, Text
from world import CARRIED

UNIT = {"image": "the picture", "audio": "the sound", "video": "the video"}


def describe(draft: Draft) -> None:
    """One medium, or several of one scene or of different ones."""
    rng, person = draft.rng, Person(draft.rng, draft.split)
    if rng.random() < 0.7:
        modality, scene = rng.choice(MODALITIES), draft.any_scene()
        medium = draft.media(modality, scene)
        words = Text(person.finish(person.pick(questions.DESCRIBE[modality]).format(p=person.point(modality, medium.number))))
        # A bare medium without a word asks for a description too.
        draft.user(*([medium] if rng.random() < 0.12 else [medium, words] if rng.random() < 0.6 else [words, medium]))
        facts = carried(draft.scene(scene), modality)
        draft.bot(Text(worded(rng.choice(answers.SEE[modality]), facts, say(facts))))
        return ask_on(draft, person, modality, medium.number, scene) if rng.random() < 0.35 else None
    inputs = rng.choice([chosen for chosen in SETS if len(chosen) > 1])
    order = rng.sample(inputs, len(inputs))
    same = rng.random() < 0.4
    first = draft.any_scene()
    scenes = {modality: first if same else draft.any_scene() for modality in order}
    media = send(draft, scenes, order)
    draft.user(*media.values(), Text(person.finish(person.pick(questions.DESCRIBE_SEVERAL))))
    if same:
        draft.bot(Text(f"They show the same scene: {say(seen(draft, first, order))}."))
    else:
        draft.bot(Text(" ".join(f"#{media[m].number} shows {say(carried(draft.scene(scenes[m]), m))}." for m in order)))


def question(draft: Draft) -> None:
    """A medium and one to three questions about it."""
    rng, person = draft.rng, Person(draft.rng, draft.split)
    modality, scene = rng.choice(MODALITIES), draft.any_scene()
    medium = draft.media(modality, scene)
    name = rng.choice(CARRIED[modality])
    words = Text(person.finish(asked(person, modality, medium.number, name, draft.scene(scene).thing, said_before=False)))
    draft.user(*([medium, words] if rng.random() < 0.6 else [words, medium]))
    draft.bot(Text(reply(draft, name, carried(draft.scene(scene), modality))))
    if rng.random() < 0.5:
        ask_on(draft, person, modality, medium.number, scene)


def ask_on(draft: Draft, person: Person, modality: Modality, number: int, scene_index: int) -> None:
    """A further question about a medium that was already spoken of."""
    rng, facts = draft.rng, carried(draft.scene(scene_index), modality)
    chance = rng.random()
    if modality != "video" and chance < 0.12:
        heard = modality == "audio"
        text = person.pick(questions.UNHEARD if heard else questions.UNSEEN).format(n=facts["thing"], p=UNIT[modality])
        draft.user(Text(person.finish(text)))
        draft.bot(Text(rng.choice(questions.CANNOT_HEAR if heard else questions.CANNOT_SEE).format(c=say(facts))))
        return
    name = rng.choice([name for name in CARRIED[modality] if name != "thing"])
    if chance < 0.3 and facts[name] != "other":
        return check(draft, person, name, facts)
    draft.user(Text(person.finish(asked(person, modality, number, name, facts["thing"], said_before=True))))
    draft.bot(Text(reply(draft, name, facts)))


def check(draft: Draft, person: Person, name: str, facts: Facts) -> None:
    """"Is it green?" "No, it is red." """
    right = draft.rng.random() < 0.5
    others = [value for value in SAID[name] if value not in (facts[name], "other")]
    value = facts[name] if right else draft.rng.choice(others)
    word = person.word(name, value)
    text = f"are there {word} of them?" if name == "count" else draft.rng.choice(("is it {w}?", "is the {n} {w}?", "would you say it is {w}?", "so it is {w}?")).format(w=word, n=facts["thing"])
    draft.user(Text(person.finish(text)))
    said = noun_phrase({"thing": facts["thing"], "count": facts["count"]}) if name == "count" else SAID[name][facts[name]]
    templates = ("Yes, {c}.",) if right and name == "count" else ("No, {c}.",) if name == "count" else questions.YES_NO[right, facts["count"] != "1"]
    draft.bot(Text(draft.rng.choice(templates).format(c=said)))


def asked(person: Person, modality: Modality, number: int, name: str, thing: str, said_before: bool) -> str:
    known = person.rng.random() < 0.5
    return person.pick(questions.ASK[name]).format(p=person.point(modality, number), n=thing if known else "thing", s=PLURAL[thing] if known else "things")


def reply(draft: Draft, name: str, facts: Facts) -> str:
    """One fact in canonical words, together with the thing."""
    many = facts["count"] != "1"
    thing = {"thing": facts["thing"]}
    if name in ("thing", "count"):
        phrase = noun_phrase(thing | {"count": facts["count"]})
        return draft.rng.choice(("There are {c}.", "I count {c}.") if many and name == "count" else ("It is {c}.", "That is {c}.")).format(c=phrase)
    templates = questions.ANSWERS["many" if many else "one"]
    return draft.rng.choice(templates).format(n=facts["thing"], s=PLURAL[facts["thing"]], c=SAID[name][facts[name]])
