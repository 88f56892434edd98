"""First stage, encoders: one modality's encoder joins the space of captions (`--modality`), contrastively, keeps every attribute, and tells the world from what is not of it."""

import random

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from captions import caption
from classes import attribute_loss, class_counts
from encoder import PICTURE_SIDE, VIEWS, ClipEncoder, ClipJudge, Encoder, Judge, enlarged
from foreign import fresh_foreign
from library import fresh_media
from text_encoder import STATES, WIDTH
from train_text_encoder import trained_text_encoder
from trainer import arguments, averaged, train
from words import caption_ids
from world import CARRIED, Scene, random_scene

# What of a clip is judged in its frames as well, for it stays while things move.
SHOWN = ("thing", "colour")
FOREIGN = 8  # one of this many media of a batch is not of the world
READ = 8  # queries of an encoder
TOKENS = {"image": READ, "audio": READ, "video": 2 * READ}  # a clip is a picture and a motion


class JointEncoder(nn.Module):
    """An encoder with the heads that train it: one per attribute, one into the captions' space, and whether a medium is of the world at all."""

    def __init__(self, modality: str):
        super().__init__()
        self.encoder = Encoder(VIEWS[modality], READ)
        self.heads = nn.ModuleList(nn.Linear(READ * WIDTH, count) for count in class_counts(modality))
        self.join, self.join_caption = nn.Linear(READ * WIDTH, WIDTH), nn.Linear(STATES * WIDTH, WIDTH)
        self.known = nn.Linear(READ * WIDTH, 2)
        self.sharpness = nn.Parameter(torch.tensor(2.3))

    def forward(self, media: torch.Tensor) -> tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]:
        tokens = self.encoder(media).flatten(1)
        return [head(tokens) for head in self.heads], self.join(tokens), self.known(tokens)


def trained_encoder(modality: str, device: str = "cpu") -> Encoder | ClipEncoder:
    encoder = averaged(f"encoder-{modality}", JointEncoder(modality), device).encoder
    return encoder if modality != "video" else ClipEncoder(trained_encoder("image", device), encoder)


def trained_judge(modality: str, device: str = "cpu") -> Judge | ClipJudge:
    judge = averaged(f"judge-{modality}", Judge(modality, class_counts(modality)), device)
    return judge if modality != "video" else ClipJudge(trained_judge("image", device), judge, [CARRIED["video"].index(name) for name in SHOWN])


def blurred(media: torch.Tensor) -> torch.Tensor:
    """A little noise on some of the batch, so that what denoisers make is read as well as renders."""
    amount = 0.08 * torch.rand(media.shape[0], *[1] * (media.dim() - 1), device=media.device).square()
    return media + amount * torch.randn_like(media)


def as_sent(modality: str, media: torch.Tensor) -> torch.Tensor:
    """Every second picture as small as the frames of clips, whose first one is looked at as a picture."""
    if modality == "image":
        media[::2] = enlarged(F.avg_pool2d(media[::2], 2), PICTURE_SIDE)
    return media


def contrast(left: torch.Tensor, right: torch.Tensor, sharpness: torch.Tensor) -> torch.Tensor:
    """Symmetric InfoNCE over a batch (CLIP, Radford et al. 2021)."""
    scores = F.normalize(left.float(), dim=-1) @ F.normalize(right.float(), dim=-1).T * sharpness.exp().clamp(max=50)
    same = torch.arange(len(scores), device=scores.device)
    return (F.cross_entropy(scores, same) + F.cross_entropy(scores.T, same)) / 2


def main() -> None:
    options = arguments(__doc__, minutes=8, batch=32, rate=6e-4)
    options.add_argument("--modality", choices=tuple(CARRIED), required=True)
    given = options.parse_args()
    modality = given.modality
    rng, words = np.random.default_rng(), random.Random()
    net = JointEncoder(modality).to(given.device, memory_format=torch.channels_last)
    reader = trained_text_encoder(given.device)

    def loss_of(step: int) -> torch.Tensor:
        scenes = [random_scene(rng) for _ in range(given.batch - given.batch // FOREIGN)]
        media = np.concatenate([fresh_media(modality, scenes, rng), fresh_foreign(modality, given.batch // FOREIGN, rng)])
        logits, joined, known = net(blurred(as_sent(modality, torch.from_numpy(media).to(given.device))))
        of_world = (torch.arange(len(media), device=given.device) < len(scenes)).long()
        logits, joined = [head[: len(scenes)] for head in logits], joined[: len(scenes)]
        with torch.no_grad():
            states = reader(caption_ids([caption(scene, CARRIED[modality], words) for scene in scenes]).to(given.device))
        alike = contrast(joined, net.join_caption(states.flatten(1)), net.sharpness)
        return attribute_loss(logits, scenes, modality) + 0.3 * alike + F.cross_entropy(known.float(), of_world)

    train(f"encoder-{modality}", net, loss_of, given)


if __name__ == "__main__":
    main()
