"""Writes a pack from the published files: `python -m next_gpt.export --checkpoint DIR --imagebind FILE ... --out PACK`; `--dry-run` only counts."""

import argparse
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import onnx_ir as ir

from next_gpt.checkpoint import CheckpointError
from next_gpt.constants import unconditional, write_constant
from next_gpt.graphs import Graph, sha256, write_graph
from next_gpt.language import ATTENTIONS
from next_gpt.layout import MODALITIES, graphs_of
from next_gpt.manifest import manifest, scheduler
from next_gpt.precision import PRECISIONS, Precision
from next_gpt.published import print_table
from next_gpt.sources import DELTA, DEVICES, Sources, check_device, read_layout
from next_gpt.tokenizer import read_sentencepiece, tokenizer_json

SPARE_BYTES = 1 << 30
VERSION = "7b-tiva-v0"


@dataclass(frozen=True)
class Wishes:
    """How to export; `device` is where weights are merged and packed, and makes no difference to the pack."""

    dtype: str = "fp16"
    attention: str = "plain"
    spacing: str = "by-count"
    begins_each: bool = True
    device: str = "cpu"


def export(sources: Sources, pack: Path, wishes: Wishes, traced: dict[str, ir.Model] | None = None) -> None:
    check_device(wishes.device)
    layout, precision = read_layout(sources, wishes.device), PRECISIONS[wishes.dtype]
    layout.attention = wishes.attention
    for decoder in layout.decoders.values():
        scheduler(decoder.scheduler)
    graphs = graphs_of(layout)
    progress = Progress(pack, sources, f"{wishes.dtype} {wishes.attention}")
    # The small files first: what they lack is told before hours of graphs.
    tokenizer = pack / "tokenizer.json"
    tokenizer.write_text(json.dumps(tokenizer_json(read_sentencepiece(sources.checkpoint)), ensure_ascii=False))
    constants = {m: write_constant(unconditional(m, sources.decoders[m], wishes.device), pack / f"unconditional-{m}.f32") for m in MODALITIES}
    remove_leftovers(pack)
    check_disk(pack, [graph for graph in graphs if graph.role not in progress.entries], precision)
    for number, graph in enumerate(graphs, 1):
        print(f"[{number}/{len(graphs)}] {graph.role}{' (written before)' if graph.role in progress.entries else ''}", flush=True)
        if graph.role not in progress.entries:
            progress.add(graph.role, write_graph(graph, pack, precision, wishes.device, traced))
    written = manifest(layout, progress.entries, {"file": tokenizer.name, "sha256": sha256(tokenizer)}, constants, VERSION, wishes.spacing, wishes.begins_each)
    (pack / "manifest.json").write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n")
    progress.end()


class Progress:
    """Which graphs an export that was interrupted has written, from the same files; they are not written again."""

    def __init__(self, pack: Path, sources: Sources, kind: str):
        self.path = pack / "export-progress.json"
        self.key = f"{kind} {sources} {[(path.stat().st_size, path.stat().st_mtime_ns) for path in source_files(sources)]}"
        pack.mkdir(parents=True, exist_ok=True)
        before = json.loads(self.path.read_text()) if self.path.exists() else {}
        entries: dict[str, dict] = before["entries"] if before.get("key") == self.key else {}
        self.entries = {role: entry for role, entry in entries.items() if all(is_whole(pack, file) for file in (entry, *entry["external"]))}

    def add(self, role: str, entry: dict) -> None:
        self.entries[role] = entry
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps({"key": self.key, "entries": self.entries}))
        part.replace(self.path)

    def end(self) -> None:
        self.path.unlink(missing_ok=True)


def is_whole(pack: Path, file: dict) -> bool:
    path = pack / file["file"]
    return path.is_file() and path.stat().st_size == file["bytes"]


def remove_leftovers(pack: Path) -> None:
    """What onnx_ir was writing when an export was killed: it renames the folder's content at the end only."""
    for left in (pack / "graphs").glob(".*.data.*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def source_files(sources: Sources) -> list[Path]:
    folders = [sources.checkpoint, sources.vicuna, *sources.decoders.values()]
    return [sources.imagebind, *sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())]


def check_disk(pack: Path, graphs: list[Graph], precision: Precision) -> None:
    needed = sum(graph.parameters(precision)[1] for graph in graphs)
    replaced = sum(path.stat().st_size for graph in graphs if (path := pack / "graphs" / f"{graph.role}.data").is_file())
    free = shutil.disk_usage(pack).free + replaced
    if graphs and needed + SPARE_BYTES > free:
        raise CheckpointError(f"{pack} needs {needed / 1e9:.1f} GB and 1 GB to spare, {free / 1e9:.1f} GB are free; make room or choose another disk.")


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    for name, what in (("checkpoint", f"folder with NExT-GPT's {DELTA} and tokenizer.model"), ("imagebind", "imagebind_huge.pth"), ("vicuna", "Vicuna-7B v0"),
                       ("image-decoder", "Stable Diffusion 1.5"), ("audio-decoder", "AudioLDM"), ("video-decoder", "Zeroscope"), ("out", "the pack's folder")):
        options.add_argument(f"--{name}", type=Path, help=what)
    options.add_argument("--dtype", choices=PRECISIONS, default="fp16", help="int4: the LLM's matrices; the rest is stored in fp16 and computed in fp32")
    options.add_argument("--attention", choices=ATTENTIONS, default="plain", help="grouped: onnxruntime's GroupQueryAttention")
    options.add_argument("--device", choices=DEVICES, default="cpu", help="where weights are merged and packed; the pack is the same")
    options.add_argument("--audio-seconds", type=float, default=9)
    options.add_argument("--video-size", type=video_size, default="576x320", help="width x height")
    options.add_argument("--video-frames", type=int, default=24)
    options.add_argument("--clip-spacing", choices=("by-count", "even"), default="by-count")
    options.add_argument("--bos-per-segment", choices=("true", "false"), default="true")
    options.add_argument("--dry-run", action="store_true", help="print every graph of the published configuration, with its parameters and bytes")
    given = options.parse_args()
    missing = [name for name in ("checkpoint", "imagebind", "vicuna", "image_decoder", "audio_decoder", "video_decoder", "out") if getattr(given, name) is None]
    if missing and not given.dry_run:
        options.error(f"expected also {', '.join('--' + name.replace('_', '-') for name in missing)}")
    return given


def video_size(text: str) -> tuple[int, int]:
    size = re.fullmatch(r"(\d+)x(\d+)", text)
    if size is None:
        raise argparse.ArgumentTypeError(f'expected width x height as in 576x320, got "{text}"')
    return int(size[1]), int(size[2])


def main() -> None:
    given = parse()
    if given.dry_run:
        print_table(PRECISIONS[given.dtype])
        return
    sources = Sources(given.checkpoint, given.imagebind, given.vicuna, {m: getattr(given, f"{m}_decoder") for m in MODALITIES},
                      given.audio_seconds, given.video_size, given.video_frames)
    wishes = Wishes(given.dtype, given.attention, given.clip_spacing, given.bos_per_segment == "true", given.device)
    try:
        export(sources, given.out, wishes)
    except (CheckpointError, FileNotFoundError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
