"""Trains the byte-level BPE of the storybook LLM over generated dialogues and captions; writes ../tokenizer.json."""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from captions import caption, known_subset
from dialogues import RandomLibrary, Text, dialogue
from turns import MODALITIES

PIECES = 2_000
SIGNALS = {"image": ("IMG", 4), "audio": ("AUD", 4), "video": ("VID", 8)}
SPECIAL = [
    *("<s>", "</s>", "<|user|>", "<|bot|>", "<|made|>", "<img>", "</img>", "<aud>", "</aud>", "<vid>", "</vid>"),
    *(f"[{name}{at}]" for name, count in SIGNALS.values() for at in range(count)),
]


def train(dialogues: int, seed: int) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=PIECES, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), min_frequency=2)
    tokenizer.train_from_iterator(texts(dialogues, seed), trainer)
    return tokenizer


def texts(dialogues: int, seed: int) -> Iterator[str]:
    rng, library = random.Random(seed), RandomLibrary(2_000, seed)
    for _ in range(dialogues):
        for turn in dialogue(rng, library).turns:
            yield from (part.text for part in turn.parts if isinstance(part, Text))
        yield caption(rng.choice(library.scenes), known_subset(rng.choice(MODALITIES), rng), rng)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dialogues", type=int, default=40_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "tokenizer.json")
    chosen = options.parse_args()
    tokenizer = train(chosen.dialogues, chosen.seed)
    tokenizer.save(str(chosen.out))
    print(f"{tokenizer.get_vocab_size()} pieces, {len(SPECIAL)} of them special")


if __name__ == "__main__":
    main()
