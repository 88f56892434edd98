"""The language model: LLaMA-type (RMSNorm, rotary positions, SwiGLU, grouped-query attention), small, with tied embeddings.

Works on embeddings, so that media can be spliced in; knows nothing of tokens' meaning.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from unet import attend

Cache = list[tuple[Tensor, Tensor]]


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    width: int = 256
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    head_dim: int = 64
    inner: int = 704
    context: int = 1024


class Llm(nn.Module):
    """embeds [B, S, W] (and keys and values [P, KV, D] of what came before, B = 1) -> hidden [B, S, W]."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.vocabulary, shape.width)
        nn.init.normal_(self.embed.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, eps=1e-5)
        cos, sin = rotary(shape.context, shape.head_dim)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)

    def forward(self, embeds: Tensor, past: Cache | None = None) -> tuple[Tensor, Cache]:
        length = embeds.shape[1]
        start = past[0][0].shape[0] if past else 0
        cos, sin = self.cos[start : start + length], self.sin[start : start + length]
        rows, columns = torch.arange(length)[:, None] + start, torch.arange(start + length)[None]
        mask = ((columns > rows) * -1e9).to(embeds)
        fresh = []
        for index, layer in enumerate(self.layers):
            embeds, new = layer(embeds, cos, sin, mask, past[index] if past else None)
            fresh.append(new)
        return self.norm(embeds), fresh

    def logits(self, hidden: Tensor) -> Tensor:
        return hidden @ self.embed.weight.T.to(hidden.dtype)


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        inside = shape.heads * shape.head_dim
        self.norm, self.norm_mlp = nn.RMSNorm(shape.width, eps=1e-5), nn.RMSNorm(shape.width, eps=1e-5)
        self.query, self.out = nn.Linear(shape.width, inside, bias=False), nn.Linear(inside, shape.width, bias=False)
        self.key, self.value = (nn.Linear(shape.width, shape.kv_heads * shape.head_dim, bias=False) for _ in range(2))
        self.gate, self.up = (nn.Linear(shape.width, shape.inner, bias=False) for _ in range(2))
        self.down = nn.Linear(shape.inner, shape.width, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor, past: tuple[Tensor, Tensor] | None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        shape, normed = self.shape, self.norm(x)
        query = rotate(self.query(normed).unflatten(-1, (shape.heads, shape.head_dim)), cos, sin)
        key = rotate(self.key(normed).unflatten(-1, (shape.kv_heads, shape.head_dim)), cos, sin)  # (B, S, KV, D)
        value = self.value(normed).unflatten(-1, (shape.kv_heads, shape.head_dim))
        keys, values = (key, value) if past is None else (torch.cat([past[0][None], key], 1), torch.cat([past[1][None], value], 1))
        group = shape.heads // shape.kv_heads
        keys, values = (t.transpose(1, 2)[:, :, None].expand(-1, -1, group, -1, -1).flatten(1, 2) for t in (keys, values))
        mixed = attend(query.transpose(1, 2), keys.to(query.dtype), values.to(query.dtype), mask).transpose(1, 2).flatten(2)
        x = x + self.out(mixed)
        normed = self.norm_mlp(x)
        return x + self.down(F.silu(self.gate(normed)) * self.up(normed)), (key[0], value[0])


def rotary(context: int, head_dim: int, base: float = 10000.0) -> tuple[Tensor, Tensor]:
    """Cosines and sines [context, 1, head_dim] of rotary positions (RoFormer, Su et al. 2021), halves layout."""
    frequencies = base ** -(torch.arange(0, head_dim, 2) / head_dim)
    angles = torch.arange(context)[:, None] * frequencies[None]
    angles = torch.cat([angles, angles], -1)[:, None]
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """x [B, S, heads, D]."""
    left, right = x.chunk(2, -1)
    return x * cos.to(x.dtype) + torch.cat([-right, left], -1) * sin.to(x.dtype)
