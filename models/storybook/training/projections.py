"""The two projections of NExT-GPT: media embeddings into the LLM, and the LLM's signal states into the decoders' condition."""

import torch
from torch import Tensor, nn

from encoder import Reader
from text_encoder import STATES, WIDTH


class InputProjector(nn.Module):
    """embeddings [B, T, 256] -> embeds [B, T, W], near those of the words that a caption would have (retold.py): learned queries read all embeddings."""

    def __init__(self, llm_width: int, tokens: int = 8, width: int = WIDTH):
        super().__init__()
        self.queries = nn.Parameter(torch.randn(1, tokens, width) * 0.02)
        self.reader, self.norm = Reader(width), nn.LayerNorm(width)
        self.words = nn.Linear(width, llm_width)
        self.scale = nn.Parameter(torch.tensor(0.16))  # about as loud as words are

    def forward(self, embeddings: Tensor) -> Tensor:
        tokens = self.reader(self.queries.expand(embeddings.shape[0], -1, -1), embeddings)
        return self.words(self.norm(tokens)) * self.scale


class ClipProjector(nn.Module):
    """The same for what encoder.ClipEncoder tells: the picture's half and the motion's half each by a projection of its own."""

    def __init__(self, llm_width: int):
        super().__init__()
        self.still, self.moving = InputProjector(llm_width), InputProjector(llm_width)

    def forward(self, embeddings: Tensor) -> Tensor:
        still, moving = embeddings.chunk(2, 1)
        return torch.cat([self.still(still), self.moving(moving)], 1)


class OutputProjector(nn.Module):
    """hidden [B, n, W] and token embeddings [B, n, W] of a signal block -> condition [B, 16, 256] by learned queries."""

    def __init__(self, llm_width: int, states: int = STATES, width: int = WIDTH):
        super().__init__()
        self.enter = nn.Linear(llm_width, width)
        self.queries = nn.Parameter(torch.randn(1, states, width) * 0.02)
        self.readers = nn.ModuleList(Reader(width) for _ in range(3))
        self.norm = nn.LayerNorm(width)

    def forward(self, hidden: Tensor, token_embeddings: Tensor) -> Tensor:
        source = self.enter(hidden + token_embeddings)
        states = self.queries.expand(hidden.shape[0], -1, -1)
        for reader in self.readers:
            states = reader(states, source)
        return self.norm(states)
