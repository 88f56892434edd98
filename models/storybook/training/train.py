"""Trains the whole pack and writes it: `python train.py --minutes 120` on the CPU, `--minutes 25 --lanes 1` on a GPU.

Runs every stage as its own process with its share of the time, in lanes that work side by side. What was trained before
goes on from its checkpoint, so that calling it again makes the pack better.
"""

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from library import RUNS

HERE = Path(__file__).parent
# One lane after another is a complete order; side by side, only the first command of all must end before the others begin.
FIRST = [("train_text_encoder.py", 4)]
LANES = [
    [("train_denoiser.py --modality image", 45), ("train_backdrops.py", 3), ("train_painter.py", 8), ("train_painter.py --after-denoiser", 20),
     ("train_denoiser.py --modality audio", 18), ("train_denoiser.py --modality video", 30), ("train_animator.py", 15)],
    [("train_vocoder.py", 12),
     *((f"{script} --modality {modality}", minutes) for modality in ("image", "audio", "video") for script, minutes in (("train_encoder.py", 6), ("features.py", 0))),
     ("train_language.py --stage 1", 12), ("train_language.py --stage 2", 4), ("train_language.py --stage 3", 45),
     *((f"train_judge.py --modality {modality}", 5) for modality in ("image", "audio", "video"))],
]
# glibc gives large blocks back at once, and every step would pay for their pages anew; PyTorch has threads of its own.
KEEP_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(200 * 10**9), "OMP_NUM_THREADS": "1"}


def run(command: str, minutes: float, settle: bool) -> None:
    """`minutes` 0 means that the command ends by itself."""
    script, *rest = command.split()
    time = ["--minutes", f"{minutes:.2f}", *(["--settle"] if settle else [])] if minutes else []
    print(f"{command} {' '.join(time)}", flush=True)
    subprocess.run([sys.executable, str(HERE / script), *rest, *time], check=True, env=os.environ | KEEP_MEMORY)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=120)
    options.add_argument("--lanes", type=int, default=2)
    options.add_argument("--settle", action="store_true", help="let learning rates fall: for the last call")
    options.add_argument("--out", type=Path, default=HERE.parent)
    given = options.parse_args()
    if not (RUNS / "library").exists():
        run("library.py", 0, False)
    if not (RUNS / "tokenizer.json").exists():
        run(f"tokenizer.py --out {RUNS / 'tokenizer.json'}", 0, False)
    lanes = LANES if given.lanes > 1 else [[*LANES[0], *LANES[1]]]
    longest = max(sum(minutes for _, minutes in [*FIRST, *lane]) for lane in lanes)
    share = given.minutes / longest
    for command, minutes in FIRST:
        run(command, minutes * share, given.settle)
    with ThreadPoolExecutor(len(lanes)) as pool:
        list(pool.map(lambda lane: [run(command, minutes * share, given.settle) for command, minutes in lane], lanes))
    run(f"export.py --out {given.out}", 0, False)
    run(f"export_judges.py --out {given.out / 'judges'}", 0, False)


if __name__ == "__main__":
    main()
