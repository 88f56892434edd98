"""Linear layers in few bits, as onnxruntime's MatMulNBits computes them: rounded to nearest in blocks of 32 inputs, each with a scale and a zero point."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from next_gpt.operators import mat_mul_n_bits

BLOCK = 32
MATRIX_BITS, HEAD_BITS = 4, 8  # the head decides between tokens, signals among them


class QuantisedLinear(nn.Module):
    """Holds no values: it is traced without weights, and they are packed when the graph is written."""

    def __init__(self, wide: nn.Linear, bits: int):
        super().__init__()
        self.inputs, self.outputs, self.bits = wide.in_features, wide.out_features, bits
        blocks = math.ceil(self.inputs / BLOCK)
        self.register_buffer("packed", torch.zeros(self.outputs, blocks, BLOCK * bits // 8, dtype=torch.uint8))
        self.register_buffer("scales", torch.zeros(self.outputs * blocks))
        self.register_buffer("zeros", torch.zeros(self.outputs * math.ceil(blocks * bits / 8), dtype=torch.uint8))

    def forward(self, x: Tensor) -> Tensor:
        return mat_mul_n_bits(x, self.packed, self.scales, self.zeros, self.inputs, self.outputs, self.bits, BLOCK)


def quantised(net: nn.Module) -> nn.Module:
    """The network with every linear layer replaced; `lm_head` keeps more bits."""
    wide = {name: layer for name, layer in net.named_modules() if isinstance(layer, nn.Linear)}
    for name, layer in wide.items():
        net.set_submodule(name, QuantisedLinear(layer, HEAD_BITS if name.endswith("lm_head") else MATRIX_BITS))
    return net


def pack(weight: Tensor, bits: int) -> dict[str, Tensor]:
    """(N, K) -> the three tensors of a QuantisedLinear: packed (N, blocks, 32 * bits / 8), scales (N * blocks), zeros, low halves of bytes first."""
    outputs, inputs = weight.shape
    blocks = functional.pad(weight.float(), (0, -inputs % BLOCK)).view(outputs, -1, BLOCK)
    low, high = blocks.amin(-1).clamp(max=0), blocks.amax(-1).clamp(min=0)  # (N, blocks); zero is always met exactly
    levels = 2**bits - 1
    scales = ((high - low) / levels).clamp(min=torch.finfo(torch.float16).tiny)
    zeros = (-low / scales).round().clamp(0, levels)
    rounded = (blocks / scales[..., None] + zeros[..., None]).round().clamp(0, levels).to(torch.uint8)
    return {"packed": in_bytes(rounded, bits), "scales": scales.flatten(), "zeros": in_bytes(zeros.to(torch.uint8), bits).flatten()}


def in_bytes(values: Tensor, bits: int) -> Tensor:
    """Two values of 4 bits share a byte."""
    if bits == 8:
        return values
    even = functional.pad(values, (0, values.shape[-1] % 2))
    return even[..., ::2] | even[..., 1::2] << 4
