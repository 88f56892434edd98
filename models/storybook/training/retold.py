"""Media retold in words where the LLM reads them: what an input projection is aligned to.

Every embedding that stands for a medium should be read by the LLM's own head as one word of its caption, "one small red cat left sea rain
rising". The LLM knows these words from what people write, so that it need not learn a second language for what it sees.
"""

from functools import cache

import numpy as np
import torch

from captions import PLURAL, SAID, heard
from dialogues import Modality
from library import Library, scene_of
from words import token, tokenizer
from world import CARRIED

ORDER = ("count", "size", "colour", "thing", "position", "place", "weather", "motion")  # as captions go
UNTOLD = -100  # what the medium does not carry
STRANGE = "Ġknow"  # every word of media from outside this world: "I do not know"


def told_words(library: Library, modality: Modality) -> torch.Tensor:
    """Word ids [scenes + foreign media, tokens], in the order of features.load_features."""
    told = torch.tensor([_told(tuple(row), modality) for row in np.asarray(library.arrays["scene"])])
    if modality == "video":  # the first half is what its first frame shows
        still = torch.tensor([_told(tuple(row), "image") for row in np.asarray(library.arrays["scene"])])
        told = torch.cat([still, told], 1)
    return torch.cat([told, torch.full((library.foreign, told.shape[1]), token(STRANGE))])


def fact_words() -> torch.Tensor:
    """Which pieces [vocabulary] say a fact in the assistant's captions: nouns, numbers, colours and so on."""
    pieces = {_word(name, value) for name, values in SAID.items() for value in values} | {_piece(plural) for plural in PLURAL.values()}
    return torch.tensor([at in pieces for at in range(tokenizer().get_vocab_size())])


@cache
def _told(classes: tuple[int, ...], modality: Modality) -> list[int]:
    scene = scene_of(np.array(classes))
    facts = heard(vars(scene)) if modality == "audio" else vars(scene)
    return [_word(name, facts[name]) if name in CARRIED[modality] else UNTOLD for name in ORDER]


@cache
def _word(name: str, value: str) -> int:
    """The last word that is said of a value: "under a clear sky" is "sky"."""
    return _piece(SAID[name][value].split()[-1])


def _piece(word: str) -> int:
    return tokenizer().encode(f" {word}", add_special_tokens=False).ids[0]

