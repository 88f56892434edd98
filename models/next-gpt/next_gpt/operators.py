"""Operators of onnxruntime's own that the LLM's graph uses. PyTorch knows only their shapes: they can be traced and not run."""

import onnx
import torch
from onnx.defs import OpSchema
from onnxscript.values import Opset
from torch import Tensor

DOMAIN = "com.microsoft"
KINDS = {"F": ["float", "float16"], "B": ["uint8"], "I": ["int32"]}


def declare(name: str, inputs: list[str], outputs: list[str], attributes: list[str]) -> None:
    """The exporter asks onnx for an operator's schema, and onnx knows its own operators only. Names begin with the letter of their kind."""
    def parameters(names: list[str]) -> list[OpSchema.FormalParameter]:
        return [OpSchema.FormalParameter(given, given[0]) for given in names]

    kinds = [(kind, [f"tensor({of})" for of in KINDS[kind]], "") for kind in sorted({given[0] for given in inputs + outputs})]
    onnx.defs.register_schema(OpSchema(name, DOMAIN, 1, inputs=parameters(inputs), outputs=parameters(outputs), type_constraints=kinds,
                                       attributes=[OpSchema.Attribute(given, OpSchema.AttrType.INT) for given in attributes]))


declare("MatMulNBits", ["Fx", "Bpacked", "Fscales", "Bzeros"], ["Fy"], ["K", "N", "bits", "block_size", "accuracy_level"])
declare("GroupQueryAttention", ["Fquery", "Fkey", "Fvalue", "Fpast_key", "Fpast_value", "Ilast", "Itotal"], ["Fmixed", "Fkeys", "Fvalues"],
        ["num_heads", "kv_num_heads"])
MICROSOFT = Opset(DOMAIN, 1)
ACTIVATIONS_IN_FP32, ACTIVATIONS_IN_8_BITS = 1, 4  # MatMulNBits' accuracy levels


@torch.library.custom_op("quartet::mat_mul_n_bits", mutates_args=())
def mat_mul_n_bits(x: Tensor, packed: Tensor, scales: Tensor, zeros: Tensor, inputs: int, outputs: int, bits: int, block: int) -> Tensor:
    raise NotImplementedError("MatMulNBits runs in onnxruntime only.")


@mat_mul_n_bits.register_fake
def _(x: Tensor, packed: Tensor, scales: Tensor, zeros: Tensor, inputs: int, outputs: int, bits: int, block: int) -> Tensor:
    return x.new_empty(*x.shape[:-1], outputs)


def to_mat_mul_n_bits(x, packed, scales, zeros, inputs: int, outputs: int, bits: int, block: int):
    return MICROSOFT.MatMulNBits(x, packed, scales, zeros, K=inputs, N=outputs, bits=bits, block_size=block, accuracy_level=ACTIVATIONS_IN_FP32)


@torch.library.custom_op("quartet::group_query_attention", mutates_args=())
def group_query_attention(query: Tensor, key: Tensor, value: Tensor, past_key: Tensor, past_value: Tensor, last: Tensor, total: Tensor,
                          heads: int, kv_heads: int) -> Tensor:
    raise NotImplementedError("GroupQueryAttention runs in onnxruntime only.")


@group_query_attention.register_fake
def _(query: Tensor, key: Tensor, value: Tensor, past_key: Tensor, past_value: Tensor, last: Tensor, total: Tensor, heads: int, kv_heads: int) -> Tensor:
    return torch.empty_like(query)


def to_group_query_attention(query, key, value, past_key, past_value, last, total, heads: int, kv_heads: int):
    """Its second and third output, the grown keys and values, are left where they are."""
    return MICROSOFT.GroupQueryAttention(query, key, value, past_key, past_value, last, total, num_heads=heads, kv_num_heads=kv_heads)[0]


TRANSLATIONS = {torch.ops.quartet.mat_mul_n_bits.default: to_mat_mul_n_bits, torch.ops.quartet.group_query_attention.default: to_group_query_attention}
