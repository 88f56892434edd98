"""NExT-GPT's projections, named as in the published delta file: `llama_proj` into the LLM, `gen_text_hidden_fcs*` out of it."""

import torch
from torch import Tensor, nn

HEADS = 4


class OutputProjection(nn.Module):
    """States at the signal tokens (1, n, W) and these tokens' embeddings -> a decoder's condition (1, Q, D)."""

    def __init__(self, width: int, hidden: int, inner: int, depth: int, queries: int, out: int):
        super().__init__()
        self.fc = nn.Linear(width, hidden)
        self.tfm = nn.Transformer(hidden, HEADS, depth, depth, inner, dropout=0.0, norm_first=True, batch_first=True)
        self.model = nn.Linear(hidden, out)
        self.query_embs = nn.Parameter(torch.randn(1, queries, hidden))

    def forward(self, hidden: Tensor, token_embeddings: Tensor) -> Tensor:
        return self.model(self.tfm(self.fc(hidden + token_embeddings), self.query_embs))


def projection_like(shapes: dict[str, torch.Size]) -> OutputProjection:
    """The projection whose sizes are those of published parameters (names without their prefix)."""
    hidden, width = shapes["fc.weight"]
    depth = sum(name.startswith("tfm.encoder.layers.") and name.endswith("norm1.weight") for name in shapes)
    return OutputProjection(width, hidden, shapes["tfm.encoder.layers.0.linear1.weight"][0], depth, shapes["query_embs"][1], shapes["model.weight"][0])


class InputProjection(nn.Linear):
    """One linear layer for every modality: embeddings (1, 1, D) -> embeds (1, 1, W)."""
