"""How often the language model's own greedy answer is right on held-out phrasings: the media asked for, and every fact in its words."""

import argparse
import random
from collections import defaultdict

import numpy as np
import torch

from captions import parse
from dialogues import Dialogue, Make, Text, dialogue
from features import load_features
from library import Library
from llm import Cache
from prompts import SIGNALS, Row, row_of
from train_encoder import TOKENS
from train_language import LanguageModel, labels, trained_language_model
from words import token, tokenizer

LONGEST_ANSWER = 90


@torch.no_grad()
def answer(net: LanguageModel, row: Row, features: dict[str, np.ndarray]) -> list[int]:
    """Greedy tokens after a prompt, signal blocks fed by force as the core does."""
    embeds = net.llm.embed(torch.tensor([row.ids]))
    for first, modality, scene, label in row.slots:
        shown = torch.from_numpy(features[modality][scene].astype(np.float32))[None]
        embeds[0, first : first + TOKENS[modality]] = net.into[modality](shown)[0] + labels(net, [label])
    blocks = {token(signals[0]): [token(signal) for signal in signals] for signals in SIGNALS.values()}
    said: list[int] = []
    past: Cache | None = None
    while len(said) < LONGEST_ANSWER:
        hidden, fresh = net.llm(embeds, past)
        past = fresh if past is None else [(torch.cat([k, nk]), torch.cat([v, nv])) for (k, v), (nk, nv) in zip(past, fresh)]
        following = int(net.llm.logits(hidden[:, -1]).argmax())
        if following == token("</s>"):
            break
        step = blocks.get(following, [following])
        said += step
        embeds = net.llm.embed(torch.tensor([step]))
    return said


def prompt_of(spoken: Dialogue, rng: random.Random) -> Row:
    """Everything up to the last answer."""
    row = row_of(Dialogue(spoken.kind, spoken.turns[:-1]), rng)
    row.add([token("<|bot|>")])
    return row


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dialogues", type=int, default=200)
    options.add_argument("--show", type=int, default=5)
    given = options.parse_args()
    torch.set_num_threads(1)
    net, library, rng = trained_language_model(), Library(), random.Random(3)
    features = {modality: load_features(modality) for modality in SIGNALS}
    right: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for at in range(given.dialogues):
        spoken = dialogue(rng, library, "heldout")
        row = prompt_of(spoken, rng)
        said = answer(net, row, features)
        wanted = [SIGNALS[part.modality][0] for part in spoken.turns[-1].parts if isinstance(part, Make)]
        made = [piece for piece in (tokenizer().id_to_token(number) for number in said) if piece in {signals[0] for signals in SIGNALS.values()}]
        truth, text = (" ".join(part.text for part in spoken.turns[-1].parts if isinstance(part, Text))), tokenizer().decode(said)
        right[spoken.kind].append((sorted(wanted) == sorted(made), parse(text) == parse(truth)))
        if at < given.show:
            print(f"{tokenizer().decode(row.ids)}\n  wanted: {truth} {wanted}\n  said:   {text} {made}\n")
    for kind, results in [*right.items(), ("all", [result for results in right.values() for result in results])]:
        media, facts = (np.mean([result[which] for result in results]) for which in (0, 1))
        print(f"{kind:18} {len(results):4}  media {media:.2f}  facts {facts:.2f}")


if __name__ == "__main__":
    main()
