"""Writes contact sheets of the world to look at: things by places, colours, arrangements under weathers, and motions.

python sheet.py --out DIR
"""

import argparse
from itertools import product
from pathlib import Path

import numpy as np
from PIL import Image

from animate import animate_scene
from draw import draw_scene
from world import VALUES, Scene

PLAIN = Scene("cat", "orange", "big", "middle", "1", "meadow", "clear", "stays")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in sheets().items():
        Image.fromarray(np.concatenate([np.concatenate(row, axis=1) for row in rows])).save(out / f"{name}.png")


def sheets() -> dict[str, list[list[np.ndarray]]]:
    """Every sheet's name with its rows of pictures."""
    rng = np.random.default_rng(0)
    colours = VALUES["colour"]
    things = list(enumerate(VALUES["thing"]))
    halves = {"things-1": things[:12], "things-2": things[12:]}
    by_thing = {
        name: [
            [draw_scene(PLAIN.with_(thing=thing, place=place, colour=colours[(k + p) % 8]), rng) for k, thing in half]
            for p, place in enumerate(VALUES["place"])
        ]
        for name, half in halves.items()
    }
    extremes = [
        [draw_scene(PLAIN.with_(thing=thing, place=place, colour=colour, size="small"), rng, 64) for _, thing in things]
        for colour, place in product(("black", "white"), VALUES["place"])
    ]
    by_colour = [
        [draw_scene(PLAIN.with_(thing=thing, colour=colour), rng) for colour in colours]
        for thing in ("bird", "car", "house", "fire", "flower", "train")
    ]
    arrangements = [
        [
            draw_scene(PLAIN.with_(thing=thing, place=place, count=count, size=size, position=position, weather=weather), rng)
            for weather, size, position in product(VALUES["weather"], VALUES["size"], VALUES["position"])
        ]
        for (thing, place), count in product(zip(("dog", "boat", "bee", "train", "frog"), VALUES["place"]), VALUES["count"])
    ]
    motions = [
        list(animate_scene(PLAIN.with_(thing=thing, motion=motion, weather=weather), rng))
        for motion, (thing, weather) in product(VALUES["motion"], (("cat", "rain"), ("plane", "snow"), ("boat", "clear")))
    ]
    return {**by_thing, "extremes": extremes, "colours": by_colour, "arrangements": arrangements, "motions": motions}


if __name__ == "__main__":
    main()
