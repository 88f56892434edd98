"""A random imagebind_huge.pth of a tiny size: every name and shape written out as published, so that the exporter's own names are tried."""

import torch
from torch import Size, Tensor

EMBEDDING, SIDE = 48, 42
OTHERS = {"modality_heads.text.proj.1.weight": (4, 4), "modality_trunks.thermal.blocks.0.norm_1.weight": (4,), "modality_postprocessors.audio.1.log_logit_scale": ()}


def imagebind_parameters() -> dict[str, Tensor]:
    vision = {"rgbt_stem.proj.1.weight": (160, 3, 2, 14, 14), "pos_embedding_helper.pos_embed": (1, 1 + (SIDE // 14) ** 2, 160)}
    audio = {"rgbt_stem.proj.weight": (128, 1, 16, 16), "rgbt_stem.norm_layer.weight": (128,), "rgbt_stem.norm_layer.bias": (128,),
             "pos_embedding_helper.pos_embed": (1, 1 + 12 * 19, 128)}
    shapes = tower("vision", 160, 96, 1, vision) | tower("audio", 128, 160, 2, audio) | OTHERS
    shapes |= {f"modality_trunks.vision.pre_transformer_layer.0.{part}": (160,) for part in ("weight", "bias")}
    shapes |= {f"modality_trunks.audio.blocks.{layer}.attn.bias_{part}": (1, 1, 128) for layer in range(2) for part in "kv"}
    return {name: random(name, Size(shape)) for name, shape in shapes.items()}


def tower(modality: str, width: int, inner: int, depth: int, stem: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    layer = {"attn.in_proj_weight": (3 * width, width), "attn.in_proj_bias": (3 * width,), "attn.out_proj.weight": (width, width), "attn.out_proj.bias": (width,),
             "norm_1.weight": (width,), "norm_1.bias": (width,), "norm_2.weight": (width,), "norm_2.bias": (width,),
             "mlp.fc1.weight": (inner, width), "mlp.fc1.bias": (inner,), "mlp.fc2.weight": (width, inner), "mlp.fc2.bias": (width,)}
    head = {"0.weight": (width,), "0.bias": (width,), "2.weight": (EMBEDDING, width)}
    return {**{f"modality_preprocessors.{modality}.{name}": shape for name, shape in ({"cls_token": (1, 1, width)} | stem).items()},
            **{f"modality_trunks.{modality}.blocks.{i}.{name}": shape for i in range(depth) for name, shape in layer.items()},
            **{f"modality_heads.{modality}.{name}": shape for name, shape in head.items()}}


def random(name: str, shape: Size) -> Tensor:
    """Matrices keep the size of what passes; norms lie around 1 and biases around 0, so that leaving one out would show."""
    if len(shape) > 1 and not name.endswith(("token", "embed")):
        return torch.randn(shape) * shape[1:].numel() ** -0.5
    centre = 1.0 if "norm" in name and name.endswith("weight") or name.endswith("0.weight") else 0.0
    return centre + 0.1 * torch.randn(shape)
