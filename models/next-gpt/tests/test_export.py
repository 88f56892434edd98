"""An export that was stopped goes on where it was, a full disk is seen before, and fp16 graphs speak fp32."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import json
import re
from collections import namedtuple

import numpy as np
import onnxruntime
import pytest

from next_gpt import export as exporting
from next_gpt.checkpoint import CheckpointError
from next_gpt.graphs import write_graph
from next_gpt.layout import graphs_of
from next_gpt.precision import PRECISIONS
from next_gpt.sources import read_layout
from next_gpt.tiny import write_tiny
from next_gpt.tiny_sources import tiny_sources


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    write_tiny(folder, seed=4)
    return folder


class Stopped(Exception):
    pass


def roles_written(monkeypatch: pytest.MonkeyPatch, stop_after: int | None) -> list[str]:
    """Stands for write_graph, which is slow and tried elsewhere: remembers what would be written, and stops the export after some of it."""
    written: list[str] = []

    def write(graph, pack: Path, *_others: object) -> dict:
        if len(written) == stop_after:
            raise Stopped
        written.append(graph.role)
        path = pack / "graphs" / f"{graph.role}.onnx"
        path.parent.mkdir(exist_ok=True)
        path.write_text(graph.role)
        return {"file": f"graphs/{path.name}", "bytes": path.stat().st_size, "external": []}

    monkeypatch.setattr(exporting, "write_graph", write)
    return written


def test_a_stopped_export_goes_on(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = roles_written(monkeypatch, stop_after=5)
    with pytest.raises(Stopped):
        exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp32"))
    assert not (tmp_path / "manifest.json").exists()
    second = roles_written(monkeypatch, stop_after=None)
    exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp32"))
    assert len(first) == 5 and not set(first) & set(second)
    assert {*first, *second} == set(json.loads((tmp_path / "manifest.json").read_text())["graphs"])
    assert not (tmp_path / "export-progress.json").exists()


def test_a_graph_that_is_gone_or_cut_off_is_written_again(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = roles_written(monkeypatch, stop_after=3)
    with pytest.raises(Stopped):
        exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp32"))
    (tmp_path / "graphs" / f"{first[0]}.onnx").unlink()
    (tmp_path / "graphs" / f"{first[1]}.onnx").write_text("")
    second = roles_written(monkeypatch, stop_after=None)
    exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp32"))
    assert set(first) & set(second) == set(first[:2])


def test_what_a_killed_export_left_goes_and_what_is_replaced_is_room(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roles_written(monkeypatch, stop_after=None)
    left = tmp_path / "graphs" / ".llm.decoder.data.x1y2"
    left.mkdir(parents=True)
    (left / "llm.decoder.data").write_bytes(bytes(1000))
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(exporting.shutil, "disk_usage", lambda _path: usage(10, 10, 1000))
    with open(tmp_path / "graphs" / "llm.decoder.data", "wb") as replaced:
        replaced.truncate(2 << 30)
    exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp32"))
    assert not left.exists()


def test_other_files_or_another_dtype_begin_anew(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = roles_written(monkeypatch, stop_after=2)
    with pytest.raises(Stopped):
        exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp32"))
    second = roles_written(monkeypatch, stop_after=None)
    exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp16"))
    assert set(first) < set(second)


def test_a_full_disk_is_seen_before_anything_is_written(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = roles_written(monkeypatch, stop_after=None)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(exporting.shutil, "disk_usage", lambda _path: usage(10, 10, 1000))
    with pytest.raises(CheckpointError, match="make room"):
        exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes("fp32"))
    assert written == []


@pytest.mark.parametrize("role", ["output-projector.audio", "llm.decoder"])
def test_graphs_of_halves_speak_fp32(tiny: Path, tmp_path: Path, role: str) -> None:
    graph = next(graph for graph in graphs_of(read_layout(tiny_sources(tiny))) if graph.role == role)
    made, sizes = [], []
    for name in ("fp32", "fp16"):
        entry = write_graph(graph, tmp_path / name, PRECISIONS[name])
        assert {tensor["dtype"] for tensor in entry["inputs"] + entry["outputs"]} == {"float32"}
        sizes.append(entry["external"][0]["bytes"])
        session = onnxruntime.InferenceSession(tmp_path / name / entry["file"], providers=["CPUExecutionProvider"])
        random = np.random.default_rng(0)
        feeds = {tensor["name"]: random.normal(size=[size if isinstance(size, int) else 3 for size in tensor["shape"]]).astype(np.float32) for tensor in entry["inputs"]}
        made.append(session.run(None, feeds)[0])
    assert sizes[1] < 0.6 * sizes[0]
    assert np.abs(made[0] - made[1]).max() < 0.02 * np.abs(made[0]).max()


def test_progress_is_shown(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    roles_written(monkeypatch, stop_after=None)
    exporting.export(tiny_sources(tiny), tmp_path, exporting.Wishes())
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[1/") and lines[-1].startswith(f"[{len(lines)}/{len(lines)}] llm.decoder")


def test_a_graph_shows_its_progress(tiny: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    graph = next(graph for graph in graphs_of(read_layout(tiny_sources(tiny))) if graph.role == "input-projector.image")
    write_graph(graph, tmp_path, PRECISIONS["fp32"])
    assert re.search(r"input-projector\.image: .*tensor", capfd.readouterr().err)
