"""Media from outside the world, so that the assistant learns to say that it does not know them; drawn anew as often as one likes.

Nothing here looks or sounds like a scene. The eval uses other foreign media than these (eval_foreign.py).
"""

import numpy as np
from PIL import Image

from animate import FRAMES
from foreign_pictures import picture
from foreign_sounds import sound
from library import Library, as_input
from mel import log_mel

FRAME_SIDE = 64
SHEET = 160  # the side of what a camera looks at


def foreign_media(modality: str, count: int = Library.foreign, seed: int = 99) -> np.ndarray:
    """`count` network inputs, always the same; see library.as_input."""
    return fresh_foreign(modality, count, np.random.default_rng([seed, len(modality)]))


def fresh_foreign(modality: str, count: int, rng: np.random.Generator) -> np.ndarray:
    maker = {"image": picture, "audio": spectrogram, "video": view}[modality]
    return as_input(modality, np.stack([maker(rng) for _ in range(count)]))


def spectrogram(rng: np.random.Generator) -> np.ndarray:
    """float16 [64, 256] log-mel of 4.096 s."""
    return log_mel(sound(rng)).astype(np.float16)


def view(rng: np.random.Generator) -> np.ndarray:
    """uint8 [16, 64, 64, 3]: a camera over one or two foreign pictures that wanders, turns, comes nearer, shakes, cuts or fades; something nearer may pass."""
    pictures = [Image.fromarray(picture(rng, SHEET)) for _ in range(rng.choice([1, 1, 2]))]
    ends, widths = course(rng, 50)
    turns, grain, cut = rng.normal(0, 12, 2) * (rng.random() < 0.4), rng.uniform(0, 12) * (rng.random() < 0.4), rng.random()
    shaken = rng.normal(0, rng.uniform(0, 4) * (rng.random() < 0.3), (FRAMES, 2))
    light = 1 + np.linspace(0, rng.normal(0, 0.3) * (rng.random() < 0.3), FRAMES)
    near = passing(rng) if rng.random() < 0.4 else None
    frames = []
    for at, time in enumerate(np.linspace(0, 1, FRAMES)):
        shown = pictures[-1] if time > cut else pictures[0]
        turned = shown.rotate(turns @ (1 - time, time), Image.Resampling.BILINEAR) if turns.any() else shown
        frame = window(turned, ends, widths, time, shaken[at])
        if near:
            before, shape, path, scales = near
            covered = window(shape, path, scales, time, shaken[at]) / 255
            frame = frame * (1 - covered) + window(before, path, scales, time, shaken[at]) * covered
        frames.append(frame * light[at] + rng.normal(0, 1, frame.shape) * grain if grain else frame * light[at])
    return np.clip(np.stack(frames), 0, 255).astype(np.uint8)


def course(rng: np.random.Generator, least: float) -> tuple[np.ndarray, np.ndarray]:
    """Where a camera begins and ends [2, 2], as shares of the way it has, and how wide it looks [2]; every third time it hardly moves."""
    ends, widths = rng.uniform(0, 1, (2, 2)), rng.uniform(least, SHEET, 2)
    chance = rng.random()
    if chance < 0.35:
        ends[1], widths[1] = np.clip(ends[0] + rng.normal(0, 0.12, 2), 0, 1), np.clip(widths[0] * rng.normal(1, 0.05), least, SHEET)
    elif chance < 0.5:
        ends[1] = ends[0]
    return ends, widths


def passing(rng: np.random.Generator) -> tuple[Image.Image, Image.Image, np.ndarray, np.ndarray]:
    """Something in front: a picture, the blob that is seen of it, and its own course."""
    rows, columns = np.mgrid[:SHEET, :SHEET] / SHEET
    middle, radii, power = rng.uniform(0.25, 0.75, 2), rng.uniform(0.08, 0.3, 2), rng.choice([2, 2, 4, 8])
    inside = np.abs((rows - middle[0]) / radii[0]) ** power + np.abs((columns - middle[1]) / radii[1]) ** power < 1
    return Image.fromarray(picture(rng, SHEET)), Image.fromarray(np.repeat(inside[..., None], 3, 2).astype(np.uint8) * 255), *course(rng, 90)


def window(shown: Image.Image, ends: np.ndarray, widths: np.ndarray, time: float, shaken: np.ndarray) -> np.ndarray:
    width = widths @ (1 - time, time)
    x, y = np.clip((ends[0] * (1 - time) + ends[1] * time) * (SHEET - width) + shaken, 0, SHEET - width)
    return np.asarray(shown.resize((FRAME_SIDE, FRAME_SIDE), Image.Resampling.BILINEAR, (x, y, x + width, y + width)), np.float32)
