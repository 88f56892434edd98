"""How the assistant answers: first in words what it understood, then the media."""

from captions import Facts, heard, keep, say
from phrases import answers
from turns import Draft, Modality, Part, Text


def named(outputs: tuple[Modality, ...]) -> str:
    """"a picture, the sound and a video"."""
    *names, last = [answers.MADE_NAMES[modality] for modality in outputs]
    return f"{', '.join(names)} and {last}" if names else last


def shown(facts: Facts, outputs: tuple[Modality, ...]) -> Facts:
    """What the words beside these media name; a sound alone keeps a place only as far as it was fixed."""
    return keep(facts, outputs) if outputs else dict(facts)


def give(draft: Draft, facts: Facts, outputs: tuple[Modality, ...], scene_index: int | None) -> None:
    """A bot turn with the words and the asked media, or the words alone."""
    draft.bot(*given(draft, facts, outputs, scene_index))


def given(draft: Draft, facts: Facts, outputs: tuple[Modality, ...], scene_index: int | None) -> list[Part]:
    rng = draft.rng
    words = say(shown(facts, outputs))
    if not outputs:
        return [Text(rng.choice(answers.WORDS_ONLY).format(c=words))]
    if len(outputs) == 1:
        text = worded(rng.choice(answers.HERE[outputs]), facts, words)
    else:
        text = rng.choice(answers.HERE_SEVERAL).format(c=words, m=named(outputs))
    parts: list[Part] = [Text(text[0].upper() + text[1:])]
    parts += [draft.make(modality, facts, scene_index) for modality in outputs]
    if rng.random() < 0.08:
        parts.append(Text(rng.choice(answers.AFTER)))
    return parts


def worded(template: str, facts: Facts, words: str) -> str:
    """A template about one caption, in the singular or plural that the facts ask for."""
    many = facts.get("count") in ("2", "3")
    return template.format(c=words, are="are" if many else "is", that="Those are" if many else "That is")


def matches(facts: Facts, scene: object, outputs: tuple[Modality, ...]) -> bool:
    """Whether renders of the scene show what the facts say in these modalities."""
    for modality in outputs:
        kept = keep(facts, [modality])
        as_shown = heard(vars(scene)) if kept.get("place") == "other" else vars(scene)
        if any(as_shown[name] != value for name, value in kept.items()):
            return False
    return True
