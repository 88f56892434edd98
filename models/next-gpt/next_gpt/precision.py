"""In which numbers a pack computes, and in which it stores weights."""

from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Precision:
    compute: torch.dtype
    stored: torch.dtype
    quantises: bool = False  # the LLM's matrices


PRECISIONS = {
    "fp32": Precision(torch.float32, torch.float32),
    "fp16": Precision(torch.float16, torch.float16),
    "int4": Precision(torch.float32, torch.float16, quantises=True),
}
LARGE = 1024  # values; smaller tensors are stored as they are computed with


def stored_bytes(tensor: torch.Tensor, precision: Precision) -> int:
    if not tensor.is_floating_point():
        return tensor.nbytes
    return tensor.numel() * (precision.stored if tensor.numel() > LARGE else precision.compute).itemsize
