"""Writes sounds of the world as WAV files and one sheet of log-mel pictures, so that a person can judge them."""

import argparse
import wave
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from mel import log_mel
from play import play_scene
from sounds.synthesis import RATE
from world import VALUES, Scene

PLAIN = Scene("bell", "red", "big", "middle", "1", "meadow", "clear", "stays")
COLUMNS, GAP, CAPTION = 6, 6, 14  # pictures in a row; pixels between them and for their captions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the WAV files and sheet.png")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(options.seed)
    clips = {name: play_scene(scene, rng) for name, scene in shown_scenes().items()}
    for name, clip in clips.items():
        write_wav(options.out / f"{name}.wav", clip)
    contact_sheet({name: log_mel(clip) for name, clip in clips.items()}).save(options.out / "sheet.png")


def shown_scenes() -> dict[str, Scene]:
    """Every thing in both sizes, then counts, weathers and places with a bell, and mixtures with a dog."""
    pairs = [(thing, size) for thing in VALUES["thing"] for size in VALUES["size"]]
    scenes = {f"{thing}-{size}": PLAIN.with_(thing=thing, size=size) for thing, size in pairs}
    for attribute in ("count", "weather", "place"):
        scenes |= {f"{attribute}-{value}": PLAIN.with_(**{attribute: value}) for value in VALUES[attribute]}
    for place in ("night", "sea", "city"):
        for weather in ("rain", "snow"):
            scenes[f"{place}-{weather}"] = PLAIN.with_(thing="dog", count="3", place=place, weather=weather)
    return scenes


def write_wav(path: Path, clip: np.ndarray) -> None:
    """16-bit mono WAV of a clip in [-1, 1]."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(clip * 32_767).astype("<i2").tobytes())


def contact_sheet(mels: dict[str, np.ndarray]) -> Image.Image:
    """All log-mels [64, 256], low notes at the bottom, each under its name."""
    rows = -(-len(mels) // COLUMNS)
    sheet = Image.new("L", (COLUMNS * (256 + GAP), rows * (64 + CAPTION + GAP)), 255)
    pen = ImageDraw.Draw(sheet)
    for index, (name, mel) in enumerate(mels.items()):
        left, top = index % COLUMNS * (256 + GAP), index // COLUMNS * (64 + CAPTION + GAP)
        pen.text((left, top), name, fill=0)
        pixels = np.clip(127.5 + 127.5 * mel[::-1], 0, 255).astype(np.uint8)
        sheet.paste(Image.fromarray(pixels), (left, top + CAPTION))
    return sheet


if __name__ == "__main__":
    main()
