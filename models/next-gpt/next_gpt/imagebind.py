"""ImageBind's vision and audio towers, written from their description; parameters are named as in the published imagebind_huge.pth."""

from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional

HEAD_WIDTHS = {"vision": 80, "audio": 64}  # 1280 / 16 and 768 / 12
LayerNorm = partial(nn.LayerNorm, eps=1e-6)


class Attention(nn.Module):
    """Multi-head self-attention; with `extra_row` everything may also attend to one learned key and value."""

    def __init__(self, width: int, heads: int, extra_row: bool):
        super().__init__()
        self.heads, self.extra_row = heads, extra_row
        self.in_proj_weight = nn.Parameter(torch.randn(3 * width, width) * width**-0.5)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * width))
        self.out_proj = nn.Linear(width, width)
        if extra_row:
            self.bias_k = nn.Parameter(torch.randn(1, 1, width))
            self.bias_v = nn.Parameter(torch.randn(1, 1, width))

    def forward(self, x: Tensor) -> Tensor:  # (B, T, W) -> (B, T, W)
        query, key, value = functional.linear(x, self.in_proj_weight, self.in_proj_bias).chunk(3, -1)
        if self.extra_row:
            key = torch.cat([key, self.bias_k.expand(x.shape[0], 1, -1)], 1)
            value = torch.cat([value, self.bias_v.expand(x.shape[0], 1, -1)], 1)
        split = [part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in (query, key, value)]
        return self.out_proj(functional.scaled_dot_product_attention(*split).transpose(1, 2).flatten(2))


class Mlp(nn.Module):
    def __init__(self, width: int, inner: int):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(functional.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, extra_row: bool):
        super().__init__()
        self.attn, self.norm_1 = Attention(width, heads, extra_row), LayerNorm(width)
        self.mlp, self.norm_2 = Mlp(width, inner), LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.norm_1(x))
        return x + self.mlp(self.norm_2(x))


class VisionStem(nn.Module):
    """Patches of 14 x 14 over two frames; the convolution in three dimensions is done in two, its two frames being channels."""

    def __init__(self, width: int):
        super().__init__()
        self.proj = nn.Sequential(nn.Identity(), nn.Conv3d(3, width, (2, 14, 14), (2, 14, 14), bias=False))

    def forward(self, frames: Tensor) -> Tensor:  # (B, 3, 1 or 2, S, S) -> (B, patches, W); a picture is a film of two equal frames
        both = frames.expand(-1, -1, 2, -1, -1) if frames.shape[2] == 1 else frames
        return functional.conv2d(both.flatten(1, 2), self.proj[1].weight.flatten(1, 2), stride=14).flatten(2).transpose(1, 2)


class AudioStem(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.proj = nn.Conv2d(1, width, 16, 10, bias=False)
        self.norm_layer = nn.LayerNorm(width)

    def forward(self, mel: Tensor) -> Tensor:  # (B, 1, 128, 204) -> (B, 228, W)
        return self.norm_layer(self.proj(mel).flatten(2).transpose(1, 2))


class Positions(nn.Module):
    def __init__(self, tokens: int, width: int):
        super().__init__()
        self.pos_embed = nn.Parameter(torch.randn(1, tokens, width) * 0.02)


class Preprocessor(nn.Module):
    def __init__(self, stem: nn.Module, tokens: int, width: int):
        super().__init__()
        self.cls_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.rgbt_stem = stem
        self.pos_embedding_helper = Positions(tokens, width)

    def forward(self, media: Tensor) -> Tensor:
        patches = self.rgbt_stem(media)
        return torch.cat([self.cls_token.expand(patches.shape[0], -1, -1), patches], 1) + self.pos_embedding_helper.pos_embed


class Trunk(nn.Module):
    def __init__(self, width: int, inner: int, depth: int, heads: int, is_vision: bool):
        super().__init__()
        self.pre_transformer_layer = nn.Sequential(LayerNorm(width) if is_vision else nn.Identity())
        self.blocks = nn.ModuleList(Block(width, inner, heads, not is_vision) for _ in range(depth))

    def forward(self, x: Tensor) -> Tensor:
        x = self.pre_transformer_layer(x)
        for block in self.blocks:
            x = block(x)
        return x


class Tower(nn.Module):
    """One modality's way: media of a batch -> unit vectors (B, D). The published scale of the audio logits is not part of an embedding."""

    def __init__(self, modality: str, width: int, inner: int, depth: int, tokens: int, out: int):
        super().__init__()
        is_vision = modality == "vision"
        self.modality = modality
        self.preprocessor = Preprocessor((VisionStem if is_vision else AudioStem)(width), tokens, width)
        self.trunk = Trunk(width, inner, depth, width // HEAD_WIDTHS[modality], is_vision)
        self.head = nn.Sequential(LayerNorm(width), nn.Identity(), nn.Linear(width, out, bias=False))

    def forward(self, media: Tensor) -> Tensor:
        return functional.normalize(self.head(self.trunk(self.preprocessor(media))[:, 0]), dim=-1)

    def published_name(self, name: str) -> str:
        part, rest = name.split(".", 1)
        return f"modality_{part}s.{self.modality}.{rest}"


class MediaEncoder(nn.Module):
    """What a pack's encoder graph computes: a medium with its clips and crops -> (1, 1, D), the mean of their unit vectors."""

    def __init__(self, tower: Tower):
        super().__init__()
        self.tower = tower

    def forward(self, media: Tensor) -> Tensor:  # (1, 3, S, S), (1, clips, 3, frames, S, S) or (1, clips, 1, 128, 204)
        views = media.unsqueeze(2) if media.dim() == 4 else media[0]
        return self.tower(views).mean(0)[None, None]


def tower_like(modality: str, shapes: dict[str, torch.Size]) -> Tower:
    """The tower whose sizes are those of published parameters, by their published names."""
    depth = sum(name.startswith(f"modality_trunks.{modality}.blocks.") and name.endswith("norm_1.weight") for name in shapes)
    inner, width = shapes[f"modality_trunks.{modality}.blocks.0.mlp.fc1.weight"]
    tokens = shapes[f"modality_preprocessors.{modality}.pos_embedding_helper.pos_embed"][1]
    return Tower(modality, width, inner, depth, tokens, shapes[f"modality_heads.{modality}.2.weight"][0])
