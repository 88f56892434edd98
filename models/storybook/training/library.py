"""The rendered library: scenes in families, each as a picture, a log-mel spectrogram and a clip, packed into memory-mapped arrays.

`python library.py` renders it once; every training stage reads it.
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np

from animate import animate_and_draw, animate_scene
from draw import draw_scene
from mel import log_mel
from play import play_scene
from world import ATTRIBUTES, VALUES, Scene, edited, random_scene

RUNS = Path(__file__).parent / "runs"
FAMILY = 3
SPLITS = {"train": 1, "heldout": 2}  # and their seeds
ARRAYS = {"image": ((128, 128, 3), np.uint8), "audio": ((64, 256), np.float16), "video": ((16, 64, 64, 3), np.uint8), "scene": ((8,), np.uint8)}


class Library:
    """Scenes 3f, 3f + 1 and 3f + 2 are a family: each differs from the one before in one or two attributes.

    `foreign` media from outside the world have no scene: the k-th is called -1 - k (foreign.py).
    """

    foreign = 2400

    def __init__(self, split: str = "train"):
        folder = RUNS / "library" / split
        self.arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ARRAYS}

    def __len__(self) -> int:
        return len(self.arrays["scene"])

    @cached_property
    def scenes(self) -> list[Scene]:
        return [scene_of(row) for row in np.asarray(self.arrays["scene"])]

    def family(self, index: int) -> list[int]:
        first = index - index % FAMILY
        return [first, first + 1, first + 2]

    def media(self, modality: str, indices: np.ndarray) -> np.ndarray:
        """Network inputs, float32 about [-1, 1]: [B, 3, 128, 128], [B, 1, 64, 256] or [B, 16, 3, 64, 64]."""
        rows = self.arrays[modality][np.sort(indices)][np.argsort(np.argsort(indices))]
        return as_input(modality, rows)


def as_input(modality: str, rows: np.ndarray) -> np.ndarray:
    if modality == "audio":
        return rows[:, None].astype(np.float32)
    return np.ascontiguousarray(np.moveaxis(rows, -1, -3)).astype(np.float32) / 127.5 - 1.0


def fresh_media(modality: str, scenes: list[Scene], rng: np.random.Generator) -> np.ndarray:
    """New renders of scenes as network inputs, of which no library runs out."""
    if modality == "image":
        return as_input(modality, np.stack([draw_scene(scene, rng) for scene in scenes]))
    if modality == "video":
        return as_input(modality, np.stack([animate_scene(scene, rng) for scene in scenes]))
    return as_input(modality, np.stack([log_mel(play_scene(scene, rng)) for scene in scenes]))


def scene_of(classes: np.ndarray) -> Scene:
    return Scene(**{name: VALUES[name][int(value)] for name, value in zip(ATTRIBUTES, classes)})


def render_slice(split: str, first: int, last: int) -> None:
    folder = RUNS / "library" / split
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r+") for name in ARRAYS}
    scene = None
    for index in range(first, last):
        rng = np.random.default_rng([SPLITS[split], index])
        scene = random_scene(rng) if scene is None or index % FAMILY == 0 else edited(scene, rng)
        arrays["scene"][index] = scene.classes()
        arrays["image"][index], arrays["video"][index] = animate_and_draw(scene, rng)
        arrays["audio"][index] = log_mel(play_scene(scene, rng))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scenes", type=int, default=15000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--splits", nargs="+", choices=tuple(SPLITS), default=list(SPLITS))
    given = options.parse_args()
    for split in given.splits:
        count = 1200 if split == "heldout" else given.scenes
        folder = RUNS / "library" / split
        folder.mkdir(parents=True, exist_ok=True)
        for name, (shape, dtype) in ARRAYS.items():
            np.lib.format.open_memmap(folder / f"{name}.npy", mode="w+", dtype=dtype, shape=(count, *shape))
        edges = [count * part // given.workers // FAMILY * FAMILY for part in range(given.workers)] + [count]
        with ProcessPoolExecutor(given.workers) as pool:
            list(pool.map(render_slice, [split] * given.workers, edges[:-1], edges[1:]))
        print(f"{split}: {count} scenes", flush=True)


if __name__ == "__main__":
    main()
