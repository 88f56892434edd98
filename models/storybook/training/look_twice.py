"""Real pictures beside made ones, in an order that nobody is told: `python look_twice.py --out DIR` writes numbered pairs and key.tsv.

Whoever looks says of every pair which was made. Half of them right is what guessing brings.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from compare import pictures_of
from draw import render, steady
from train_painter import trained_painter
from train_text_encoder import trained_text_encoder
from world import VALUES, random_scene

SIDE, LABEL, GAP, ROWS = 128, 18, 24, 4


def card(number: int, left: np.ndarray, right: np.ndarray, scale: int) -> Image.Image:
    """One numbered pair, `scale` times as large as it is."""
    side = scale * SIDE
    page = Image.new("RGB", (2 * side + GAP, side + LABEL), "white")
    ImageDraw.Draw(page).text((2, 2), f"{number}", fill="black")
    for at, picture in enumerate((left, right)):
        page.paste(Image.fromarray(picture).resize((side, side), Image.Resampling.BICUBIC), (at * side, LABEL))
    return page


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--scale", type=int, default=2, help="how many times as large as they are the pictures are shown")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(given.seed)
    rng = np.random.default_rng(given.seed)
    scenes = [random_scene(rng, thing=str(thing)) for thing in rng.permutation(np.repeat(VALUES["thing"], 2))]
    made_left = rng.permutation(np.arange(len(scenes)) % 2 == 0)
    made = pictures_of(scenes, trained_text_encoder("cpu"), trained_painter())
    drawn = [render(steady(scene), 128) for scene in scenes]
    pairs = [card(at + 1, *((painted, real) if left else (real, painted)), given.scale) for at, (painted, real, left) in enumerate(zip(made, drawn, made_left))]
    for first in range(0, len(pairs), 2 * ROWS):
        sheet = Image.new("RGB", (2 * pairs[0].width + GAP, ROWS * pairs[0].height), "white")
        for at, pair in enumerate(pairs[first : first + 2 * ROWS]):
            sheet.paste(pair, (at % 2 * (pair.width + GAP), at // 2 * pair.height))
        sheet.save(given.out / f"pairs-{first // (2 * ROWS) + 1}.png")
    rows = [f"{at + 1}\t{'left' if left else 'right'}\t{' '.join(vars(scene).values())}" for at, (scene, left) in enumerate(zip(scenes, made_left))]
    (given.out / "key.tsv").write_text("\n".join(["pair\tmade\tscene", *rows]) + "\n")


if __name__ == "__main__":
    main()
