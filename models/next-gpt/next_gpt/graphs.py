"""Networks as ONNX graphs: built and traced without weights, which then stream from the checkpoint into the file, one tensor at a time."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import onnx_ir as ir
import torch
from onnx_ir.passes.common import ClearMetadataAndDocStringPass, RemoveUnusedNodesPass
from torch import Tensor, nn
from tqdm import tqdm

from next_gpt.checkpoint import CheckpointError, Weights

OPSET = 18
Inputs = dict[str, tuple[tuple[int | str, ...], torch.dtype]]
EXAMPLES = {"batch": 2, "tokens": 3, "past": 5}


@dataclass
class Graph:
    """`build` makes the network (called on the meta device); `name_of` gives a parameter's name in `weights`."""

    role: str
    build: Callable[[], nn.Module]
    inputs: Inputs  # a name instead of a size: batch, tokens or past
    outputs: list[str]
    weights: Weights | None = None
    name_of: Callable[[str], str] = field(default=lambda name: name)
    unit_limit_ms: int | None = None

    def parameters(self, dtype: torch.dtype) -> tuple[int, int]:
        """How many the network has, and the bytes that they take in a pack."""
        tensors = [*self.network().state_dict().values()]
        count = sum(tensor.numel() for tensor in tensors)
        return count, count * dtype.itemsize

    def network(self) -> nn.Module:
        with torch.device("meta"):
            return self.build().eval()


class Boundary(nn.Module):
    """Computes in `dtype`, speaks fp32 with the caller."""

    def __init__(self, net: nn.Module, dtype: torch.dtype):
        super().__init__()
        self.net, self.dtype = net.to(dtype), dtype

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        cast = [x.to(self.dtype) if x.is_floating_point() else x for x in inputs]
        made = self.net(*cast)
        return tuple(x.float() for x in (made if isinstance(made, tuple) else (made,)))


def write_graph(graph: Graph, folder: Path, dtype: torch.dtype) -> dict:
    """Writes graphs/<role>.onnx and its .data; gives the graph's entry in the manifest."""
    program = trace(graph, dtype)
    attach(program.model, graph, dtype)
    ClearMetadataAndDocStringPass()(program.model)
    RemoveUnusedNodesPass()(program.model)
    path = folder / "graphs" / f"{graph.role}.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = path.with_suffix(".data")
    data.unlink(missing_ok=True)
    with tqdm(desc=graph.role, unit="tensor", leave=False) as bar:
        ir.save(program.model, path, external_data=data.name, callback=lambda _tensor, info: follow(bar, info.total))
    return entry(graph, program.model, path, folder)


def follow(bar: tqdm, total: int) -> None:
    bar.total = total
    bar.update()


def trace(graph: Graph, dtype: torch.dtype) -> torch.onnx.ONNXProgram:
    torch.backends.mha.set_fastpath_enabled(False)  # its fused operator has no ONNX counterpart
    net = Boundary(graph.network(), dtype)
    sizes = {name: torch.export.Dim(name, min=1, max=8192) for name in EXAMPLES}
    examples = tuple(torch.zeros([EXAMPLES.get(size, size) for size in shape], dtype=kind, device="meta") for shape, kind in graph.inputs.values())
    free = tuple({axis: sizes[size] for axis, size in enumerate(shape) if isinstance(size, str)} for shape, _ in graph.inputs.values())
    with torch.no_grad():
        return torch.onnx.export(net, examples, dynamo=True, optimize=False, opset_version=OPSET, input_names=list(graph.inputs),
                                 output_names=graph.outputs, dynamic_shapes=(free,), verbose=False)


def attach(model: ir.Model, graph: Graph, dtype: torch.dtype) -> None:
    """Every initializer reads its tensor when it is written, and not before."""
    for name, value in model.graph.initializers.items():
        known = graph.name_of(name.removeprefix("net."))
        expected = torch.Size(value.shape.numpy())
        found = graph.weights.shapes.get(known)
        if found is None or found.numel() != expected.numel():
            raise CheckpointError(f'{graph.weights.source}: expected "{known}" {list(expected)} for {graph.role}, got {list(found) if found else "nothing"}.')
        value.const_value = ir.LazyTensor(lambda known=known, expected=expected, name=name: numeric(graph.weights.get(known), expected, dtype, name),
                                          dtype=value.dtype, shape=value.shape, name=name)


def numeric(tensor: Tensor, shape: torch.Size, dtype: torch.dtype, name: str) -> ir.TensorProtocol:
    cast = tensor.to(dtype) if tensor.is_floating_point() else tensor
    return ir.tensor(cast.reshape(shape).contiguous().numpy(), name=name)


def entry(graph: Graph, model: ir.Model, path: Path, folder: Path) -> dict:
    data = path.with_suffix(".data")
    limit = {} if graph.unit_limit_ms is None else {"unitLimitMs": graph.unit_limit_ms}
    files = [described(data, folder)] if data.exists() else []
    return described(path, folder) | limit | {"external": files, "inputs": [tensor_entry(value) for value in model.graph.inputs],
                                              "outputs": [tensor_entry(value) for value in model.graph.outputs]}


def described(path: Path, folder: Path) -> dict:
    return {"file": path.relative_to(folder).as_posix(), "sha256": sha256(path), "bytes": path.stat().st_size}


def tensor_entry(value: ir.Value) -> dict:
    shape = [size if isinstance(size, int) else str(size.value) for size in value.shape]
    return {"name": value.name, "dtype": {"FLOAT": "float32", "INT64": "int64"}[value.dtype.name], "shape": shape}


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
