"""Captions and dialogues as token ids: the bridge between the generators' text and the networks."""

from functools import cache

import torch
from tokenizers import Tokenizer

from library import RUNS
from text_encoder import LONGEST

PAD = "</s>"


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(RUNS / "tokenizer.json"))


def token(piece: str) -> int:
    found = tokenizer().token_to_id(piece)
    if found is None:
        raise ValueError(f"{piece} is not in runs/tokenizer.json; run tokenizer.py again")
    return found


def caption_ids(captions: list[str]) -> torch.Tensor:
    """[B, N] padded ids, N at most 48."""
    rows = [encoding.ids[:LONGEST] for encoding in tokenizer().encode_batch(captions, add_special_tokens=False)]
    longest = max(1, *(len(row) for row in rows)) if len(rows) > 1 else max(1, len(rows[0]))
    return torch.tensor([row + [token(PAD)] * (longest - len(row)) for row in rows])
