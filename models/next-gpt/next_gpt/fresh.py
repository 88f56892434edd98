"""`python -m next_gpt.fresh --seeds A..B --out DIR`: tiny checkpoints with their references (DIR/N/tiny) and the packs of them (DIR/N/pack)."""

import argparse
import os
import re
import sys
from pathlib import Path

from next_gpt.checkpoint import CheckpointError
from next_gpt.export import Wishes, export
from next_gpt.language import ATTENTIONS
from next_gpt.precision import PRECISIONS
from next_gpt.tiny import write_tiny
from next_gpt.tiny_sources import tiny_sources


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", required=True, help="one, or the first and the last of several: 3 or 1..20")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--dtype", choices=PRECISIONS, default="fp32")
    options.add_argument("--attention", choices=ATTENTIONS, default="plain")
    options.add_argument("--programs", type=Path, nargs="*", default=[], help="folders of the ffmpeg and ffprobe to use (those of PATH)")
    given = options.parse_args()
    os.environ["PATH"] = os.pathsep.join([*map(str, given.programs), os.environ["PATH"]])
    if not re.fullmatch(r"\d+(\.\.\d+)?", given.seeds):
        options.error(f"--seeds: expected a number or two like 1..20, got {given.seeds}")
    traced = {}  # all are of one layout
    first, _, last = given.seeds.partition("..")
    for seed in range(int(first), int(last or first) + 1):
        folder = given.out / str(seed)
        if (folder / "pack" / "manifest.json").exists():
            continue
        write_tiny(folder / "tiny", seed)
        try:
            export(tiny_sources(folder / "tiny"), folder / "pack", Wishes(dtype=given.dtype, attention=given.attention), traced)
        except CheckpointError as error:
            sys.exit(str(error))
        print(f"seed {seed} is written", flush=True)


if __name__ == "__main__":
    main()
