"""The eval's media from outside the world: photo-like renders, charts, screens, speech, music and clips of them. What is asked of each stands in eval/foreign.tsv.

Another hand than foreign.py, which training uses: nothing is shared. Speech needs Debian's espeak-ng, text Debian's fonts-dejavu-core.
"""

import argparse
import io
from pathlib import Path

import numpy as np
from PIL import Image

import eval_foreign_march as march
import eval_foreign_pages as pages
import eval_foreign_sounds as sounds
from eval_media import FRAMES_PER_SECOND, H264, OPUS, encode

OUT = Path(__file__).parent.parent / "eval" / "foreign"
SEED = 41
FRAMES = 16
PHOTO_SIZE, PAGE_SIZE, CLIP_SIZE = 192, 224, 128
COUNTS = {"photo": 20, "chart": 8, "screen": 8, "speech": 18, "music": 16, "film": 14, "pan": 8, "scroll": 8}


def rng_of(kind: str, number: int) -> np.random.Generator:
    return np.random.default_rng([SEED, list(COUNTS).index(kind), number])


def write(kind: str, number: int, folder: Path) -> None:
    rng, name = rng_of(kind, number), f"{kind}-{number:02d}"
    match kind:
        case "photo":
            write_jpeg(march.photo(march.scene(number, rng), PHOTO_SIZE, rng), folder / f"{name}.jpg")
        case "chart":
            write_png(pages.chart(number, rng, PAGE_SIZE), folder / f"{name}.png")
        case "screen":
            write_png(pages.screen(number, rng, PAGE_SIZE), folder / f"{name}.png")
        case "speech":
            write_sound(sounds.speech(number, rng), folder / f"{name}.ogg")
        case "music":
            write_sound(sounds.music(number, rng), folder / f"{name}.ogg")
        case "film":
            write_clip(march.film(march.scene(number, rng), CLIP_SIZE, FRAMES, rng), folder / f"{name}.mp4")
        case "pan":
            write_clip(pan(march.photo(march.scene(number + 3, rng), PHOTO_SIZE, rng), rng), folder / f"{name}.mp4")
        case "scroll":
            page = pages.screen(number, rng, 2 * CLIP_SIZE) if number % 2 else pages.chart(number, rng, 2 * CLIP_SIZE)
            write_clip(pan(page, rng), folder / f"{name}.mp4")


def pan(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A window that wanders over a larger picture and comes nearer, as a hand that films a print."""
    side = len(picture)
    ends = rng.uniform(0, 1, (2, 2))
    widths = rng.permutation([0.62, 0.9]) * side
    frames = []
    for time in np.linspace(0, 1, FRAMES):
        width = widths[0] + (widths[1] - widths[0]) * time
        x, y = (ends[0] + (ends[1] - ends[0]) * time) * (side - width)
        frames.append(np.asarray(Image.fromarray(picture).resize((CLIP_SIZE, CLIP_SIZE), Image.Resampling.BICUBIC, (x, y, x + width, y + width))))
    return np.stack(frames)


def write_jpeg(pixels: np.ndarray, path: Path) -> None:
    Image.fromarray(pixels).save(path, "jpeg", quality=86, optimize=True)


def write_png(pixels: np.ndarray, path: Path) -> None:
    packed = io.BytesIO()
    Image.fromarray(pixels).quantize(64, dither=Image.Dither.NONE).save(packed, "png", optimize=True)
    path.write_bytes(packed.getvalue())


def write_sound(wave: np.ndarray, path: Path) -> None:
    encode(wave.astype("<f4").tobytes(), ["-f", "f32le", "-ar", str(sounds.RATE), "-ac", "1"], OPUS, path)


def write_clip(frames: np.ndarray, path: Path) -> None:
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{CLIP_SIZE}x{CLIP_SIZE}", "-framerate", str(FRAMES_PER_SECOND)]
    encode(frames.tobytes(), raw, H264, path)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=OUT)
    options.add_argument("--kind", choices=list(COUNTS), action="append", help="only these; all if left out")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for kind in given.kind or COUNTS:
        for number in range(COUNTS[kind]):
            write(kind, number, given.out)
        print(kind, flush=True)
    files = list(given.out.iterdir())
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
