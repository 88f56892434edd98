"""Networks as ONNX graphs: built and traced without weights, which then stream from the checkpoint into the file, one tensor at a time."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import onnx_ir as ir
import torch
from onnx_ir.passes.common import ClearMetadataAndDocStringPass, RemoveUnusedNodesPass
from torch import Tensor, nn
from tqdm import tqdm

from next_gpt.checkpoint import CheckpointError, Weights
from next_gpt.operators import TRANSLATIONS
from next_gpt.precision import LARGE, Precision, stored_bytes
from next_gpt.quantise import QuantisedLinear, pack, quantised

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
    quantises: bool = False  # where the precision does

    def parameters(self, precision: Precision) -> tuple[int, int]:
        """How many the network has, and the bytes that they take in a pack."""
        count = sum(tensor.numel() for tensor in self.network().state_dict().values())
        return count, sum(stored_bytes(tensor, precision) for tensor in self.network(precision).state_dict().values())

    def network(self, precision: Precision | None = None) -> nn.Module:
        with torch.device("meta"):
            net = self.build().eval()
            return quantised(net) if self.quantises and precision and precision.quantises else net


class Boundary(nn.Module):
    """Computes in `dtype`, speaks fp32 with the caller."""

    def __init__(self, net: nn.Module, dtype: torch.dtype):
        super().__init__()
        self.net, self.dtype = net.to(dtype), dtype

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        cast = [x.to(self.dtype) if x.is_floating_point() else x for x in inputs]
        made = self.net(*cast)
        return tuple(x.float() for x in (made if isinstance(made, tuple) else (made,)))


def write_graph(graph: Graph, folder: Path, precision: Precision, device: str = "cpu", traced: dict[str, ir.Model] | None = None) -> dict:
    """Writes graphs/<role>.onnx and its .data; gives the graph's entry in the manifest. The device is where weights are merged and packed.

    `traced` keeps graphs by their roles, for another checkpoint of the very same layout."""
    boundary = Boundary(graph.network(precision), precision.compute).eval()
    kept = {} if traced is None or precision.stored != precision.compute else traced
    model = kept.get(graph.role) or trace(graph, boundary).model
    kept[graph.role] = model
    name_casts(model)
    attach(model, graph, boundary, precision, device)
    ClearMetadataAndDocStringPass()(model)
    RemoveUnusedNodesPass()(model)
    path = folder / "graphs" / f"{graph.role}.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = path.with_suffix(".data")
    data.unlink(missing_ok=True)
    with tqdm(desc=graph.role, unit="tensor", leave=False) as bar:
        ir.save(model, path, external_data=data.name, callback=lambda _tensor, info: follow(bar, info.total))
    return entry(graph, model, path, folder)


def follow(bar: tqdm, total: int) -> None:
    bar.total = total
    bar.update()


def trace(graph: Graph, boundary: Boundary) -> torch.onnx.ONNXProgram:
    torch.backends.mha.set_fastpath_enabled(False)  # its fused operator has no ONNX counterpart
    sizes = {name: torch.export.Dim(name, min=1, max=8192) for name in EXAMPLES}
    examples = tuple(torch.zeros([EXAMPLES.get(size, size) for size in shape], dtype=kind, device="meta") for shape, kind in graph.inputs.values())
    free = tuple({axis: sizes[size] for axis, size in enumerate(shape) if isinstance(size, str)} for shape, _ in graph.inputs.values())
    with torch.no_grad():
        return torch.onnx.export(boundary, examples, dynamo=True, optimize=False, opset_version=OPSET, input_names=list(graph.inputs),
                                 output_names=graph.outputs, dynamic_shapes=(free,), custom_translation_table=TRANSLATIONS, verbose=False)


def name_casts(model: ir.Model) -> None:
    """Casts to another value's type become casts to a named one: onnxruntime 1.30 opens no graph that has the former to halves on a CPU."""
    for node in list(model.graph):
        kind = kind_of(node.inputs[1]) if node.op_type == "CastLike" else None
        if kind is None:
            continue
        cast = ir.node("Cast", [node.inputs[0]], {"to": kind.value})
        made, old = cast.outputs[0], node.outputs[0]
        made.name, made.type, made.shape = old.name, ir.TensorType(kind), old.shape
        old.replace_all_uses_with(made)
        model.graph.insert_before(node, cast)
        model.graph.remove(node, safe=True)


def kind_of(value: ir.Value) -> ir.DataType | None:
    """As it is noted, or as that of what was only moved about or scaled to make it."""
    node = value.producer()
    if value.dtype is not None or node is None or node.op_type not in ("Transpose", "Reshape", "Expand", "Unsqueeze", "Squeeze", "Mul", "Slice", "MatMul", "Softmax"):
        return value.dtype
    return kind_of(node.inputs[0])


def attach(model: ir.Model, graph: Graph, boundary: Boundary, precision: Precision, device: str) -> None:
    """Every initializer reads its tensor when it is written, and not before."""
    reader = Reader(graph, precision, device)
    for name, value in list(model.graph.initializers.items()):
        layer, _, part = name.rpartition(".")
        quantised_layer = boundary.get_submodule(layer) if layer else boundary
        if isinstance(quantised_layer, QuantisedLinear):
            size = torch.Size((quantised_layer.outputs, quantised_layer.inputs))
            known = reader.expect(f"{layer}.weight", size)
            read = partial(reader.packed, known, quantised_layer.bits, part)
        else:
            known = reader.expect(name, torch.Size(value.shape.numpy()))
            read = partial(reader.plain, known)
        stored = stored_apart(model, value) if precision.stored != precision.compute else value
        stored.const_value = ir.LazyTensor(partial(numeric, read, stored), dtype=stored.dtype, shape=stored.shape, name=stored.name)


class Reader:
    """Tensors of a graph by the names of its initializers; keeps the last layer that it packed, which is asked for thrice."""

    def __init__(self, graph: Graph, precision: Precision, device: str):
        self.graph, self.precision, self.device = graph, precision, device
        self.last: tuple[str, dict[str, Tensor]] = ("", {})

    def expect(self, name: str, size: torch.Size) -> str:
        """Gives its name in the checkpoint."""
        weights, known = self.graph.weights, self.graph.name_of(name.removeprefix("net."))
        found = weights.shapes.get(known)
        if found is None or found.numel() != size.numel():
            raise CheckpointError(f'{weights.source}: expected "{known}" {list(size)} for {self.graph.role}, got {list(found) if found else "nothing"}.')
        return known

    def plain(self, known: str) -> Tensor:
        return self.graph.weights.get(known)

    def packed(self, known: str, bits: int, part: str) -> Tensor:
        if self.last[0] != known:
            self.last = (known, pack(self.graph.weights.get(known).to(self.device), bits))
        return self.last[1][part]


def stored_apart(model: ir.Model, value: ir.Value) -> ir.Value:
    """A large initializer is stored in half the bytes; onnxruntime casts it once, when the graph is opened."""
    if value.dtype != ir.DataType.FLOAT or torch.Size(value.shape.numpy()).numel() <= LARGE:
        return value
    stored = ir.Value(name=f"{value.name}.stored", type=ir.TensorType(ir.DataType.FLOAT16), shape=value.shape)
    cast = ir.node("Cast", [stored], {"to": ir.DataType.FLOAT.value})
    value.replace_all_uses_with(cast.outputs[0])
    cast.outputs[0].type, cast.outputs[0].shape = value.type, value.shape
    del model.graph.initializers[value.name]
    cast.outputs[0].name = value.name
    model.graph.insert_before(model.graph[0], cast)
    model.graph.initializers[stored.name] = stored
    return stored


def numeric(read: Callable[[], Tensor], value: ir.Value) -> ir.TensorProtocol:
    kinds = {ir.DataType.FLOAT: torch.float32, ir.DataType.FLOAT16: torch.float16}
    tensor = read().to(kinds.get(value.dtype, torch.uint8)) if value.dtype != ir.DataType.INT64 else read()
    return ir.tensor(tensor.reshape(torch.Size(value.shape.numpy())).contiguous().cpu().numpy(), name=value.name)


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
