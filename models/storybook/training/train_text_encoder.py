"""First stage, captions: the decoders' text encoder learns to keep in its states everything that a caption says of a scene."""

import random
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from captions import caption, known_subset
from text_encoder import STATES, WIDTH, TextEncoder
from trainer import arguments, averaged, train
from words import PAD, caption_ids, token, tokenizer
from world import ATTRIBUTES, CARRIED, VALUES, Scene, random_scene

SIDES = ("left", "right")
SIDED = 0.4  # share of scenes that stand on one side and go to one: "on the left, going right" says both words, and each means something else
STAYING = 30.0  # how much it counts that states stay as they are


class Reading(nn.Module):
    """The text encoder with one head per attribute; the last class means that the caption leaves it open."""

    def __init__(self):
        super().__init__()
        self.encoder = new_text_encoder()
        self.heads = nn.ModuleList(nn.Linear(STATES * WIDTH, len(VALUES[name]) + 1) for name in ATTRIBUTES)

    def forward(self, ids: Tensor) -> list[Tensor]:
        return self.read(self.encoder(ids))

    def read(self, states: Tensor) -> list[Tensor]:
        return [head(states.flatten(1)) for head in self.heads]


def new_text_encoder() -> TextEncoder:
    return TextEncoder(tokenizer().get_vocab_size(), token(PAD))


def trained_text_encoder(device: str) -> TextEncoder:
    return averaged("text-encoder", Reading(), device).encoder


def sided(scene: Scene, rng: np.random.Generator) -> Scene:
    return replace(scene, position=SIDES[rng.integers(2)], motion=SIDES[rng.integers(2)]) if rng.random() < SIDED else scene


def misread(logits: list[Tensor], wanted: Tensor) -> Tensor:
    """Distance of the heads' readings from the facts [B, attributes]."""
    return sum(F.cross_entropy(head.float(), wanted[:, index]) for index, head in enumerate(logits))


def main() -> None:
    options = arguments(__doc__, minutes=3, batch=128, rate=1e-3)
    options.add_argument("--stay", action="store_true", help="correct what is misread, and keep all other states for the decoders that know them")
    given = options.parse_args()
    rng, words = np.random.default_rng(), random.Random()
    net = Reading().to(given.device)
    known_to_decoders = averaged("text-encoder", Reading(), given.device) if given.stay else None

    def loss_of(step: int) -> Tensor:
        texts, targets = [], []
        for _ in range(given.batch):
            scene = sided(random_scene(rng), rng)
            known = known_subset(words.choice(tuple(CARRIED)), words) if words.random() > 0.03 else []
            texts.append(caption(scene, known, words) if known else "")
            targets.append([VALUES[name].index(getattr(scene, name)) if name in known else len(VALUES[name]) for name in ATTRIBUTES])
        ids, wanted = caption_ids(texts).to(given.device), torch.tensor(targets, device=given.device)
        if known_to_decoders is None:
            return misread(net(ids), wanted)
        states = net.encoder(ids)
        return misread(known_to_decoders.read(states), wanted) + STAYING * astray(known_to_decoders, ids, states, wanted)

    train("text-encoder", net, loss_of, given)


def read_rightly(before: Reading, states: Tensor, wanted: Tensor) -> Tensor:
    """[B], of captions whose side and direction, which are confused, are read as they are; places, which a sound may leave open, do not count."""
    sides = [ATTRIBUTES.index(name) for name in ("position", "motion")]
    logits = before.read(states)
    return torch.stack([logits[at].argmax(-1) == wanted[:, at] for at in sides]).all(0)


def astray(before: Reading, ids: Tensor, states: Tensor, wanted: Tensor) -> Tensor:
    """How far states have gone from what they were, where they were right."""
    with torch.no_grad():
        old = before.encoder(ids)
        right = read_rightly(before, old, wanted).float()
    return ((states - old).float().square().mean((1, 2)) * right).sum() / right.sum().clamp(min=1)


if __name__ == "__main__":
    main()
