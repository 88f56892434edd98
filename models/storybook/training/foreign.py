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
    """uint8 [16, 64, 64, 3]: a camera over one or two foreign pictures that wanders, turns, comes nearer, shakes, cuts or fades."""
    pictures = [Image.fromarray(picture(rng, 160)) for _ in range(rng.choice([1, 1, 2]))]
    ends = rng.uniform(0, 1, (2, 2)) if rng.random() < 0.8 else np.repeat(rng.uniform(0, 1, (1, 2)), 2, 0)
    widths, turns = rng.uniform(50, 160, 2), rng.normal(0, 12, 2) * (rng.random() < 0.4)
    shake, grain, cut = rng.uniform(0, 4) * (rng.random() < 0.3), rng.uniform(0, 12) * (rng.random() < 0.4), rng.random()
    frames = []
    for time in np.linspace(0, 1, FRAMES):
        shown = pictures[-1] if time > cut else pictures[0]
        width = widths @ (1 - time, time)
        x, y = np.clip((ends[0] * (1 - time) + ends[1] * time) * (160 - width) + rng.normal(0, shake, 2), 0, 160 - width)
        turned = shown.rotate(turns @ (1 - time, time), Image.Resampling.BILINEAR) if turns.any() else shown
        frame = np.asarray(turned.resize((FRAME_SIDE, FRAME_SIDE), Image.Resampling.BILINEAR, (x, y, x + width, y + width)), np.float32)
        frames.append(frame + rng.normal(0, 1, frame.shape) * grain if grain else frame)
    return np.clip(np.stack(frames), 0, 255).astype(np.uint8)
