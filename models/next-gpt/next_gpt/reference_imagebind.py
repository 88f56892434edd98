"""ImageBind a second time, apart from the exporter's: plain calls of torch's functions on the published parameters, in the order of its description."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

HEAD_WIDTHS = {"vision": 1280 // 16, "audio": 768 // 12}
Get = Callable[[str], Tensor]


def embedding(tower: str, get: Get, depth: int, media: Tensor) -> Tensor:
    """A picture (1, 3, S, S), a film (1, clips, 3, 2, S, S) or a sound (1, clips, 1, 128, 204) -> (1, 1, D): the mean of unit vectors."""
    views = media if media.dim() == 4 else media[0]
    tokens = (see if tower == "vision" else hear)(get, views)  # (B, T, W)
    first = get(f"modality_preprocessors.{tower}.cls_token").expand(len(views), -1, -1)
    tokens = torch.cat([first, tokens], 1) + get(f"modality_preprocessors.{tower}.pos_embedding_helper.pos_embed")
    if tower == "vision":
        tokens = normed(get, "modality_trunks.vision.pre_transformer_layer.0", tokens)
    for layer in range(depth):
        tokens = block(get, f"modality_trunks.{tower}.blocks.{layer}", tokens, HEAD_WIDTHS[tower])
    head = normed(get, f"modality_heads.{tower}.0", tokens)[:, 0] @ get(f"modality_heads.{tower}.2.weight").T
    return (head / head.norm(dim=-1, keepdim=True)).mean(0)[None, None]


def see(get: Get, views: Tensor) -> Tensor:
    """Patches over two frames; a picture is shown twice."""
    frames = views[:, :, None].repeat(1, 1, 2, 1, 1) if views.dim() == 4 else views
    return functional.conv3d(frames, get("modality_preprocessors.vision.rgbt_stem.proj.1.weight"), stride=(2, 14, 14)).flatten(2).transpose(1, 2)


def hear(get: Get, views: Tensor) -> Tensor:
    stem = "modality_preprocessors.audio.rgbt_stem"
    patches = functional.conv2d(views, get(f"{stem}.proj.weight"), stride=10).flatten(2).transpose(1, 2)
    return functional.layer_norm(patches, patches.shape[-1:], get(f"{stem}.norm_layer.weight"), get(f"{stem}.norm_layer.bias"), eps=1e-5)


def normed(get: Get, name: str, x: Tensor) -> Tensor:
    return functional.layer_norm(x, x.shape[-1:], get(f"{name}.weight"), get(f"{name}.bias"), eps=1e-6)


def block(get: Get, name: str, x: Tensor, head_width: int) -> Tensor:
    x = x + attention(get, name, normed(get, f"{name}.norm_1", x), head_width)
    inner = functional.gelu(functional.linear(normed(get, f"{name}.norm_2", x), get(f"{name}.mlp.fc1.weight"), get(f"{name}.mlp.fc1.bias")))
    return x + functional.linear(inner, get(f"{name}.mlp.fc2.weight"), get(f"{name}.mlp.fc2.bias"))


def attention(get: Get, name: str, x: Tensor, head_width: int) -> Tensor:
    """torch's own, which puts the learned row (of sounds) behind keys and values."""
    extra = [get(f"{name}.attn.bias_{part}") if name.startswith("modality_trunks.audio") else None for part in "kv"]
    rows, width = x.transpose(0, 1), x.shape[-1]
    mixed, _ = functional.multi_head_attention_forward(
        rows, rows, rows, width, width // head_width, get(f"{name}.attn.in_proj_weight"), get(f"{name}.attn.in_proj_bias"), *extra, False, 0.0,
        get(f"{name}.attn.out_proj.weight"), get(f"{name}.attn.out_proj.bias"), training=False, need_weights=False)
    return mixed.transpose(0, 1)
