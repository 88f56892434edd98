"""The decoders' text encoder: a caption becomes the states that condition every denoiser, and that stage 2 aims at."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from encoder import Reader

STATES, WIDTH, LONGEST = 16, 256, 48


class TextEncoder(nn.Module):
    """Token ids [B, N], padded with `pad`, N at most 48 -> states [B, 16, 256]."""

    def __init__(self, vocabulary: int, pad: int, depth: int = 3):
        super().__init__()
        self.pad = pad
        self.embed = nn.Embedding(vocabulary, WIDTH)
        self.where = nn.Parameter(torch.randn(1, LONGEST, WIDTH) * 0.02)
        self.before = nn.Linear(WIDTH, WIDTH, bias=False)  # every word sees the one before it: "going left" is another left than "on the left"
        nn.init.zeros_(self.before.weight)
        self.words = nn.ModuleList(Reader(WIDTH) for _ in range(depth))
        self.queries = nn.Parameter(torch.randn(1, STATES, WIDTH) * 0.02)
        self.readers = nn.ModuleList(Reader(WIDTH) for _ in range(2))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, ids: Tensor) -> Tensor:
        words = self.embed(ids)
        hidden = words + self.before(F.pad(words, (0, 0, 1, -1))) + self.where[:, : ids.shape[1]]
        absent = (ids == self.pad)[:, None, None, :] * -1e4  # (B, 1, 1, N)
        nothing = torch.zeros_like(hidden[:, :0])
        for layer in self.words:
            hidden = layer(hidden, nothing, absent)
        states = self.queries.expand(ids.shape[0], -1, -1)
        present = torch.zeros(ids.shape[0], 1, 1, STATES, device=ids.device)
        for reader in self.readers:
            states = reader(states, hidden, torch.cat([present, absent], -1))
        return self.norm(states)
