"""Networks as ONNX graphs: export with the names that a manifest promises, weights stored small, each checked against PyTorch."""

import hashlib
import inspect
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

DTYPES = {TensorProto.FLOAT: "float32", TensorProto.INT64: "int64"}
HALVED_FROM = 256  # smaller tensors stay in fp32: they weigh nothing and norms are touchy
QUARTERED_FROM = 16384


def export(net: nn.Module, path: Path, inputs: dict[str, Tensor], outputs: list[str], free: dict[str, dict[int, str]] | None = None,
           quartered: bool = False) -> float:
    """Writes the graph and returns the largest difference to PyTorch, relative to the largest output.

    Weights are stored as fp16, or the large ones as int8 with a scale per output channel (`quartered`). The nodes that give
    fp32 back are plain Cast and Mul, which onnxruntime folds when it loads; it would not fold DequantizeLinear.
    """
    net = net.float().eval().to(memory_format=torch.contiguous_format)
    dims = {name: torch.export.Dim(name, min=1, max=4096) for axes in (free or {}).values() for name in axes.values()}
    shapes = tuple({axis: dims[name] for axis, name in (free or {}).get(key, {}).items()} or None for key in inputs)
    if any(parameter.kind == parameter.VAR_POSITIONAL for parameter in inspect.signature(net.forward).parameters.values()):
        shapes = (shapes[0], shapes[1:])
    path.parent.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        expected = net(*inputs.values())
        program = torch.onnx.export(net, tuple(inputs.values()), dynamo=True, opset_version=18, input_names=list(inputs),
                                    output_names=outputs, dynamic_shapes=shapes if free else None, verbose=False)
    model = program.model_proto
    name_again(model, net)
    shrink_weights(model, quartered)
    model.doc_string = ""
    for node in model.graph.node:
        node.ClearField("metadata_props")
        node.doc_string = ""
    onnx.save(model, path)
    return difference(path, inputs, expected if isinstance(expected, tuple) else (expected,))


def name_again(model: onnx.ModelProto, net: nn.Module) -> None:
    """The exporter stores a linear layer's weight transposed, a norm's reshaped, and both nameless; names are given back, for restore.py."""
    stored = {initializer.name for initializer in model.graph.initializer}
    lost = {name: weight for name, weight in net.state_dict().items() if name not in stored and weight.numel() > 1}
    known = {weight.numpy().tobytes(): name for name, weight in lost.items()}
    known |= {weight.T.numpy().tobytes(): f"{name}.transposed" for name, weight in lost.items() if weight.dim() == 2}
    renamed = {}
    for initializer in model.graph.initializer:
        name = known.pop(numpy_helper.to_array(initializer).tobytes(), None) if initializer.name not in net.state_dict() else None
        if name is not None:
            renamed[initializer.name] = name
            initializer.name = name
    for node in model.graph.node:
        for at, name in enumerate(node.input):
            node.input[at] = renamed.get(name, name)


def read_weights(path: Path) -> dict[str, Tensor]:
    """What `export` stored, by the network's own names and in fp32."""
    stored = {initializer.name: numpy_helper.to_array(initializer) for initializer in onnx.load(path).graph.initializer}
    weights = {}
    for name, values in stored.items():
        if name.endswith(".scale"):
            continue
        plain = name.removesuffix(".half").removesuffix(".int8")
        values = np.asarray(values.astype(np.float32) * stored.get(f"{plain}.scale", np.float32(1)))
        weights[plain.removesuffix(".transposed")] = torch.from_numpy(values.T.copy() if plain.endswith(".transposed") else values)
    return weights


def shrink_weights(model: onnx.ModelProto, quartered: bool) -> None:
    graph, before = model.graph, []
    axes = {name: 0 if node.op_type in ("Conv", "Gemm") else -1 for node in graph.node for name in node.input}
    for initializer in list(graph.initializer):
        values = numpy_helper.to_array(initializer)
        if initializer.data_type != TensorProto.FLOAT or values.size < HALVED_FROM:
            continue
        name = initializer.name
        if quartered and values.ndim > 1 and values.size >= QUARTERED_FROM:
            before += store_int8(graph, initializer, values, axes.get(name, -1) % values.ndim)
            continue
        initializer.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
        before.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = [*before, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def store_int8(graph: onnx.GraphProto, initializer: TensorProto, values: np.ndarray, axis: int) -> list[onnx.NodeProto]:
    """Symmetric, one scale for each index of `axis`."""
    name = initializer.name
    others = tuple(other for other in range(values.ndim) if other != axis)
    scale = np.maximum(np.abs(values).max(others, keepdims=True), 1e-12).astype(np.float32) / 127
    initializer.CopyFrom(numpy_helper.from_array(np.round(values / scale).astype(np.int8), f"{name}.int8"))
    graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
    return [helper.make_node("Cast", [f"{name}.int8"], [f"{name}.whole"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.whole", f"{name}.scale"], [name])]


def difference(path: Path, inputs: dict[str, Tensor], expected: tuple[Tensor, ...]) -> float:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    made = session.run(None, {name: value.numpy() for name, value in inputs.items()})
    return max(float(np.abs(a - b.numpy()).max() / (np.abs(b.numpy()).max() + 1e-9)) for a, b in zip(made, expected))


def describe(path: Path, folder: Path) -> dict:
    """The graph's entry in the manifest."""
    graph = onnx.load(path).graph
    return {"file": str(path.relative_to(folder)), "sha256": sha256(path), "bytes": path.stat().st_size,
            "inputs": [tensor(value) for value in graph.input], "outputs": [tensor(value) for value in graph.output]}


def tensor(value: onnx.ValueInfoProto) -> dict:
    kind = value.type.tensor_type
    shape = [dim.dim_param or dim.dim_value for dim in kind.shape.dim]
    return {"name": value.name, "dtype": DTYPES[kind.elem_type], "shape": shape}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
