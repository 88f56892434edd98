"""A dialogue as the LLM sees it: token ids, slots for media embeddings, and which tokens are the assistant's to learn.

The same layout is in the pack's manifest, by which the core renders its prompts.
"""

import random
import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from dialogues import Dialogue, Make, Media, Text, Turn
from train_encoder import TOKENS
from words import token, tokenizer

BRACKETS = {"image": ("<img>", "</img>"), "audio": ("<aud>", "</aud>"), "video": ("<vid>", "</vid>")}
SIGNALS = {"image": [f"[IMG{n}]" for n in range(4)], "audio": [f"[AUD{n}]" for n in range(4)], "video": [f"[VID{n}]" for n in range(8)]}
FORGOTTEN = 0.08  # share of made media that are shown by their caption, as in a long conversation
NAMED = 0.4  # share of the other dialogues that are told who speaks
LOOSE = 0.3  # share of dialogues in which people speak loosely
FILLERS = ("um", "well", "please", "so", "you know", "kindly", "hm", "if possible", "for us", "perhaps", "today", "dear bot", "quickly", "oh", "lovely", "for the kids", "- hey -", "hopefully", "somehow")
SPEAKER = re.compile(r"(<\w+>|\w+>|[A-Z][\w ]{1,20}:) ")
SYLLABLES = ("an", "ben", "ca", "da", "el", "fi", "go", "ha", "il", "jo", "ka", "li", "ma", "na", "ol", "pe", "qui", "ra", "so", "ta", "u", "vi", "wen", "xa", "yu", "zo")


class Slot(NamedTuple):
    first: int
    modality: str
    scene_index: int
    label: list[int]  # its number and its opening bracket: every embedding carries them


@dataclass
class Row:
    ids: list[int] = field(default_factory=list)
    learned: list[bool] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    blocks: list[tuple[int, str, str, int | None]] = field(default_factory=list)  # first position, modality, caption, scene index

    def add(self, ids: list[int], learned: bool = False) -> None:
        self.ids += ids
        self.learned += [learned] * len(ids)

    def show(self, modality: str, scene_index: int, number: int) -> None:
        opening, closing = BRACKETS[modality]
        label = [*encode(f"#{number}"), token(opening)]
        self.add(label)
        self.slots.append(Slot(len(self.ids), modality, scene_index, label))
        self.add([token("</s>")] * TOKENS[modality] + [token(closing)])


def row_of(dialogue: Dialogue, rng: random.Random) -> Row:
    row = Row()
    row.add([token("<s>")])
    is_loose = rng.random() < LOOSE
    speakers = None if is_named(dialogue) or rng.random() > NAMED else [some_name(rng) for _ in range(rng.choice((1, 1, 1, 2)))]
    for at, turn in enumerate(dialogue.turns):
        if turn.role == "user":
            add_user(row, turn, f"{rng.choice(speakers)}: " if speakers else "", rng if is_loose else None)
        else:
            add_bot(row, turn)
        made = [part for part in turn.parts if isinstance(part, Make)]
        if turn.role == "bot" and made and at + 1 < len(dialogue.turns):
            add_made(row, made, rng)
    return row


def is_named(dialogue: Dialogue) -> bool:
    """Some dialogues come with speakers of their own."""
    return any(isinstance(part, Text) and SPEAKER.match(part.text) for turn in dialogue.turns for part in turn.parts)


def some_name(rng: random.Random) -> str:
    """A name as platforms show them: of syllables, with or without a capital, a number or a family name."""
    name = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 3)))
    name = name if rng.random() < 0.3 else name.capitalize()
    return name + rng.choice(("", "", "", "", str(rng.randint(1, 99)), f" {rng.choice(SYLLABLES).capitalize()}{rng.choice(SYLLABLES)}"))


def loosely(words: str, rng: random.Random) -> str:
    """With a filler or three anywhere, so that no phrasing is a fixed string to be learned by heart."""
    said = words.split(" ")
    for _ in range(rng.randint(1, 3)):
        said.insert(rng.randint(0, len(said)), rng.choice(FILLERS))
    return " ".join(said)


def add_user(row: Row, turn: Turn, speaker: str, loose: random.Random | None) -> None:
    """A blank stands before the first word, so that it is the token that it is everywhere."""
    row.add([token("<|user|>")])
    for part in turn.parts:
        if isinstance(part, Media):
            row.show(part.modality, part.scene_index, part.number)
    words = " ".join(part.text.strip() for part in turn.parts if isinstance(part, Text))
    words = loosely(words, loose) if loose and words else words
    row.add([*encode(f" {speaker}{words}" if words else ""), token("</s>")])


def add_bot(row: Row, turn: Turn) -> None:
    row.add([token("<|bot|>")])
    after_media = False
    for part in turn.parts:
        if isinstance(part, Text):
            row.add(encode(" " * after_media + part.text.strip()), learned=True)
        elif isinstance(part, Make):
            row.blocks.append((len(row.ids), part.modality, part.caption, part.scene_index))
            row.add([token(signal) for signal in SIGNALS[part.modality]], learned=True)
            after_media = True
    row.add([token("</s>")], learned=True)


def add_made(row: Row, made: list[Make], rng: random.Random) -> None:
    row.add([token("<|made|>")])
    for part in made:
        if part.scene_index is None or rng.random() < FORGOTTEN:
            row.add(encode(f"#{part.number} ({part.modality}: {part.caption})"))
        else:
            row.show(part.modality, part.scene_index, part.number)
    row.add([token("</s>")])


@cache
def encode_cached(text: str) -> tuple[int, ...]:
    return tuple(tokenizer().encode(text, add_special_tokens=False).ids)


def encode(text: str) -> list[int]:
    return list(encode_cached(text)) if len(text) < 12 else tokenizer().encode(text, add_special_tokens=False).ids
