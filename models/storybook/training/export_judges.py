"""Writes the judges as ONNX graphs beside the pack, with what each output means; one without a checkpoint stays as it is."""

import argparse
import json
from pathlib import Path

import torch

from classes import HEARD_PLACE
from graphs import describe, export
from library import RUNS
from train_encoder import trained_judge
from train_judge import check
from world import CARRIED, VALUES

INPUTS = {"image": ("pixels", (1, 3, 128, 128)), "audio": ("mel", (1, 1, 64, 256)), "video": ("pixels", (1, 16, 3, 64, 64))}


def classes(modality: str, attribute: str) -> list[str]:
    if modality == "audio" and attribute == "place":
        return ["other", *(place for place, at in HEARD_PLACE.items() if at)]
    return VALUES[attribute]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "judges")
    folder = options.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "judges.json"
    entries = json.loads(listed.read_text()) if listed.exists() else {}
    for modality, (name, shape) in INPUTS.items():
        if not (RUNS / f"judge-{modality}.pt").exists():
            continue
        path = folder / f"{modality}.onnx"
        export(trained_judge(modality), path, {name: torch.randn(shape)}, list(CARRIED[modality]))
        entries[modality] = {**describe(path, folder), "classes": {a: classes(modality, a) for a in CARRIED[modality]}, "heldOut": check(modality)}
        print(modality, f"{path.stat().st_size / 1e6:.1f} MB", entries[modality]["heldOut"])
    listed.write_text(json.dumps(entries, indent=1) + "\n")


if __name__ == "__main__":
    main()
