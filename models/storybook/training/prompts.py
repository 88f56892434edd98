"""A dialogue as the LLM sees it: token ids, slots for media embeddings, and which tokens are the assistant's to learn.

The same layout is in the pack's manifest, by which the core renders its prompts.
"""

import random
from dataclasses import dataclass, field
from functools import cache

from dialogues import Dialogue, Make, Media, Text, Turn
from train_encoder import TOKENS
from words import token, tokenizer

BRACKETS = {"image": ("<img>", "</img>"), "audio": ("<aud>", "</aud>"), "video": ("<vid>", "</vid>")}
SIGNALS = {"image": [f"[IMG{n}]" for n in range(4)], "audio": [f"[AUD{n}]" for n in range(4)], "video": [f"[VID{n}]" for n in range(8)]}
FORGOTTEN = 0.08  # share of made media that are shown by their caption, as in a long conversation


@dataclass
class Row:
    ids: list[int] = field(default_factory=list)
    learned: list[bool] = field(default_factory=list)
    slots: list[tuple[int, str, int]] = field(default_factory=list)  # first position, modality, scene index
    blocks: list[tuple[int, str, str, int | None]] = field(default_factory=list)  # first position, modality, caption, scene index

    def add(self, ids: list[int], learned: bool = False) -> None:
        self.ids += ids
        self.learned += [learned] * len(ids)

    def show(self, modality: str, scene_index: int, number: int) -> None:
        opening, closing = BRACKETS[modality]
        self.add([*encode(f"#{number}"), token(opening)])
        self.slots.append((len(self.ids), modality, scene_index))
        self.add([token("</s>")] * TOKENS + [token(closing)])


def row_of(dialogue: Dialogue, rng: random.Random) -> Row:
    row = Row()
    row.add([token("<s>")])
    for at, turn in enumerate(dialogue.turns):
        (add_user if turn.role == "user" else add_bot)(row, turn)
        made = [part for part in turn.parts if isinstance(part, Make)]
        if turn.role == "bot" and made and at + 1 < len(dialogue.turns):
            add_made(row, made, rng)
    return row


def add_user(row: Row, turn: Turn) -> None:
    row.add([token("<|user|>")])
    for part in turn.parts:
        if isinstance(part, Media):
            row.show(part.modality, part.scene_index, part.number)
    row.add([*encode(" ".join(part.text.strip() for part in turn.parts if isinstance(part, Text))), token("</s>")])


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
