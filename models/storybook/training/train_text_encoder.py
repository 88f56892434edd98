"""First stage, captions: the decoders' text encoder learns to keep in its states everything that a caption says of a scene."""

import random

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from captions import caption, known_subset
from text_encoder import STATES, WIDTH, TextEncoder
from trainer import arguments, averaged, train
from words import PAD, caption_ids, token, tokenizer
from world import ATTRIBUTES, CARRIED, VALUES, random_scene


class Reading(nn.Module):
    """The text encoder with one head per attribute; the last class means that the caption leaves it open."""

    def __init__(self):
        super().__init__()
        self.encoder = new_text_encoder()
        self.heads = nn.ModuleList(nn.Linear(STATES * WIDTH, len(VALUES[name]) + 1) for name in ATTRIBUTES)

    def forward(self, ids: torch.Tensor) -> list[torch.Tensor]:
        states = self.encoder(ids).flatten(1)
        return [head(states) for head in self.heads]


def new_text_encoder() -> TextEncoder:
    return TextEncoder(tokenizer().get_vocab_size(), token(PAD))


def trained_text_encoder(device: str) -> TextEncoder:
    return averaged("text-encoder", Reading(), device).encoder


def main() -> None:
    given = arguments(__doc__, minutes=3, batch=128, rate=1e-3).parse_args()
    rng, words = np.random.default_rng(), random.Random()
    net = Reading().to(given.device)

    def loss_of(step: int) -> torch.Tensor:
        texts, targets = [], []
        for _ in range(given.batch):
            scene = random_scene(rng)
            known = known_subset(words.choice(tuple(CARRIED)), words) if words.random() > 0.03 else []
            texts.append(caption(scene, known, words) if known else "")
            targets.append([VALUES[name].index(getattr(scene, name)) if name in known else len(VALUES[name]) for name in ATTRIBUTES])
        logits = net(caption_ids(texts).to(given.device))
        wanted = torch.tensor(targets, device=given.device)
        return sum(F.cross_entropy(head.float(), wanted[:, index]) for index, head in enumerate(logits))

    train("text-encoder", net, loss_of, given)


if __name__ == "__main__":
    main()
