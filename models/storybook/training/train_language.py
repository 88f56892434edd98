"""Stages 1 to 3 of NExT-GPT, on one language model with its projections (`--stage`).

1: describing and answering questions about media (input projection), mostly about one of several; 2: asking for media in words (output projections: cross-entropy,
distance to the text encoder's states, and the image denoiser's own loss); 3: dialogues of every kind. The LLM itself starts
from nothing, so that every stage tunes it as well.
"""

import itertools
import random
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dialogues import Dialogue, dialogue
from features import load_features
from kinds.describe import describe, question
from kinds.matrix import matrix
from kinds.which import which
from latents import trained_code
from library import Library
from llm import Llm, Shape
from projections import ClipProjector, InputProjector, OutputProjector
from prompts import SIGNALS, Row, row_of
from train_denoiser import SHIFT, flow_loss, latents_of, trained_denoiser
from train_encoder import TOKENS
from retold import UNTOLD, fact_words, told_words
from train_text_encoder import trained_text_encoder
from trainer import arguments, averaged, rank, train
from turns import Draft
from words import caption_ids, token, tokenizer

OVER_FACT = 4.0  # how much a word counts that says a fact; how an answer begins is chance
RETOLD = 0.1  # how much it counts that media are near the words of their captions
LONGEST_ROW = 352
BUCKET = 12  # batches drawn together and sorted by length, so that little is padding
# Every new shape of a matrix product costs oneDNN a compilation, so lengths and counts are rounded up: 9 -> 25 dialogues a second.
LENGTHS, LEARNED, PIECES = 32, 512, 8


class LanguageModel(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.llm = Llm(shape)
        self.into = nn.ModuleDict({"image": InputProjector(shape.width), "audio": InputProjector(shape.width), "video": ClipProjector(shape.width)})
        self.out = nn.ModuleDict({modality: OutputProjector(shape.width) for modality in SIGNALS})


def new_language_model() -> LanguageModel:
    return LanguageModel(Shape(tokenizer().get_vocab_size()))


def language_matrices(net: LanguageModel) -> list[nn.Parameter]:
    """What Muon trains: the LLM's inner weights."""
    return [weight for weight in net.llm.layers.parameters() if weight.dim() == 2]


def trained_language_model(device: str = "cpu") -> LanguageModel:
    return averaged("language", new_language_model(), device)


def conversation(rng: random.Random, library: Library, stage: int) -> Dialogue:
    if stage == 3:
        return dialogue(rng, library)
    draft = Draft(rng, library, "train", 1)
    if stage == 2:
        matrix(draft, inputs=())
    else:
        rng.choice((describe, question, which, which, which, which))(draft)
    return Dialogue("stage", draft.turns)


def batches(rng: random.Random, library: Library, stage: int, size: int) -> Iterator[list[Row]]:
    for drawn in itertools.count():
        rows: list[Row] = []
        while len(rows) < BUCKET * size:
            row = row_of(conversation(rng, library, stage), rng)
            if len(row.ids) <= LONGEST_ROW:
                rows.append(row)
        rows.sort(key=lambda row: len(row.ids))
        groups = [rows[first : first + size] for first in range(0, len(rows), size)]
        random.Random(drawn).shuffle(groups)  # alike in all processes, so that none waits for another's longest rows
        yield from groups


class Stage:
    """What a step needs beside the model: features of media, the captions' states, and the image denoiser for stage 2."""

    def __init__(self, stage: int, device: str):
        self.stage, self.device = stage, device
        self.library = Library()
        self.features = {modality: load_features(modality) for modality in SIGNALS}
        self.weights = 1 + (OVER_FACT - 1) * fact_words().float().to(device)
        self.told = {modality: told_words(self.library, modality) for modality in SIGNALS}
        self.reader = trained_text_encoder(device)
        self.denoiser = trained_denoiser("image", device).to(memory_format=torch.channels_last) if stage == 2 else None
        self.code = trained_code(device)

    def loss(self, net: LanguageModel, rows: list[Row], step: int) -> Tensor:
        ids, learned = padded(rows, self.device)
        embeds, retold = self.splice(net, net.llm.embed(ids), rows)
        hidden, _ = net.llm(embeds)
        at = learned[:, 1:].flatten().nonzero()[:, 0]  # where the next token is learned
        logits = net.llm.logits(hidden[:, :-1].flatten(0, 1)[filled(at, LEARNED)])[: len(at)].float()
        loss = F.cross_entropy(logits, ids[:, 1:].flatten()[at], self.weights)
        return loss + RETOLD * retold + self.signal_loss(net, hidden, embeds, rows, step)

    def splice(self, net: LanguageModel, embeds: Tensor, rows: list[Row]) -> tuple[Tensor, Tensor]:
        """Puts the projected features of media where their slots are; also how far these are from the words of their captions."""
        embeds, retold = embeds.clone(), embeds.new_zeros((), dtype=torch.float32)
        for modality, projector in net.into.items():
            places = [(at, slot) for at, row in enumerate(rows) for slot in row.slots if slot.modality == modality]
            if not places:
                continue
            scenes = [slot.scene_index for _, slot in places]
            shown = torch.from_numpy(self.features[modality][scenes].astype(np.float32)).to(self.device)
            shown = filled(shown + 0.1 * torch.randn_like(shown), PIECES)
            projected = projector(shown)[: len(places)].to(embeds.dtype)  # (K, tokens, W)
            at = torch.tensor([at for at, _ in places])[:, None].expand(-1, TOKENS[modality])
            where = torch.tensor([slot.first for _, slot in places])[:, None] + torch.arange(TOKENS[modality])
            embeds[at, where] = projected + labels(net, [slot.label for _, slot in places])[:, None].to(embeds.dtype)
            retold = retold + alignment(net, projected, self.told[modality][scenes].to(self.device))
        return embeds, retold

    def signal_loss(self, net: LanguageModel, hidden: Tensor, embeds: Tensor, rows: list[Row], step: int) -> Tensor:
        """Mean squared distance of every block's condition to the states of its caption, and what the denoiser makes of it."""
        total = hidden.new_zeros((), dtype=torch.float32)
        for modality, projector in net.out.items():
            blocks = [(at, *block) for at, row in enumerate(rows) for block in row.blocks if block[1] == modality]
            if not blocks:
                continue
            at = torch.tensor([block[0] for block in blocks])[:, None]
            where = torch.tensor([block[1] for block in blocks])[:, None] + torch.arange(len(SIGNALS[modality]))
            condition = projector(filled(hidden[at, where], PIECES), filled(embeds[at, where], PIECES))[: len(blocks)].float()
            with torch.no_grad():
                captions = caption_ids([block[3] for block in blocks]).to(self.device)
                wanted = self.reader(filled(captions, PIECES))[: len(blocks)].float()
            total = total + (condition - wanted).square().mean()
            if modality == "image" and self.denoiser is not None and step % 4 == 0:
                scenes = np.array([block[4] for block in blocks[:8]])
                pictures = torch.from_numpy(self.library.media("image", scenes)).to(self.device)
                total = total + 0.2 * flow_loss(self.denoiser, latents_of(self.code, pictures), condition[:8], SHIFT["image"])
        return total


def labels(net: LanguageModel, ids: list[list[int]]) -> Tensor:
    """[K, W]: the sum of each label's embeddings, so that every embedding of a medium tells which one it is of."""
    weight = net.llm.embed.weight
    begins = torch.tensor([0, *map(len, ids[:-1])], device=weight.device).cumsum(0)
    return F.embedding_bag(torch.tensor(sum(ids, []), device=weight.device), weight, begins, mode="sum")


def filled(rows: Tensor, multiple: int) -> Tensor:
    """The first row again at the end, until there is a multiple of them."""
    return torch.cat([rows, rows[:1].expand(-len(rows) % multiple, *rows.shape[1:])])


def alignment(net: LanguageModel, projected: Tensor, told: Tensor) -> Tensor:
    """Cross-entropy of the words [K, T] that the LLM's head reads in projected media [K, T, W]."""
    logits = net.llm.logits(F.rms_norm(projected, projected.shape[-1:])).float()
    return F.cross_entropy(logits.flatten(0, 1), told.flatten(), ignore_index=UNTOLD)


def padded(rows: list[Row], device: str) -> tuple[Tensor, Tensor]:
    """Ids [B, N] and the mask of what is learned [B, N]."""
    longest = max(len(row.ids) for row in rows)
    longest += -longest % LENGTHS
    ids = torch.full((len(rows), longest), token("</s>"))
    learned = torch.zeros(len(rows), longest, dtype=torch.bool)
    for at, row in enumerate(rows):
        ids[at, : len(row.ids)] = torch.tensor(row.ids)
        learned[at, : len(row.ids)] = torch.tensor(row.learned)
    return ids.to(device), learned.to(device)


def main() -> None:
    options = arguments(__doc__, minutes=25, batch=32, rate=1e-3)
    options.add_argument("--stage", type=int, choices=(1, 2, 3), required=True)
    options.add_argument("--seed", type=int, help="of the dialogues of this slice; others every time if left out")
    given = options.parse_args()
    rng = random.Random(given.seed and 1000 * given.seed + rank())
    net, stage = new_language_model().to(given.device), Stage(given.stage, given.device)
    source = batches(rng, stage.library, given.stage, given.batch)
    train("language", net, lambda step: stage.loss(net, next(source), step), given, language_matrices(net))


if __name__ == "__main__":
    main()
