"""Media from outside the world, so that the assistant learns to say that it does not know them: textures, shapes, hums, voices, drifting views.

All synthetic and seeded; nothing here looks or sounds like a scene. The eval uses other foreign media than these.
"""

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.signal import lfilter

from library import Library, as_input
from mel import log_mel


def foreign_media(modality: str, count: int = Library.foreign, seed: int = 99) -> np.ndarray:
    """`count` network inputs; see library.as_input."""
    rng = np.random.default_rng([seed, len(modality)])
    maker = {"image": picture, "audio": sound, "video": view}[modality]
    return as_input(modality, np.stack([maker(rng) for _ in range(count)]))


def picture(rng: np.random.Generator, size: int = 128) -> np.ndarray:
    """uint8 [size, size, 3]."""
    canvas = rng.choice([texture, shapes, scribble, plain])(rng, size)
    return np.clip(canvas, 0, 255).astype(np.uint8)


def texture(rng: np.random.Generator, size: int) -> np.ndarray:
    """Blurred noise of several grains, as a photo out of focus has."""
    grains = sum(gaussian_filter(rng.normal(size=(size, size, 3)), (s, s, rng.choice([0, 3]))) * s for s in rng.uniform(1, 20, 3))
    return rng.uniform(40, 215, 3) + grains * rng.uniform(20, 80) / grains.std()


def shapes(rng: np.random.Generator, size: int) -> np.ndarray:
    """Blocks and discs without order."""
    canvas = np.full((size, size, 3), rng.uniform(0, 255, 3))
    rows, columns = np.mgrid[:size, :size]
    for _ in range(rng.integers(3, 25)):
        y, x, r, q = rng.uniform(0, size, 2).tolist() + rng.uniform(3, size / 3, 2).tolist()
        box = (abs(rows - y) < r) & (abs(columns - x) < q)
        disc = (rows - y) ** 2 + (columns - x) ** 2 < r * r
        canvas[disc if rng.random() < 0.5 else box] = rng.uniform(0, 255, 3)
    return gaussian_filter(canvas, (s := rng.choice([0, 0.7, 2.0]), s, 0)) + rng.normal(size=canvas.shape) * rng.uniform(0, 15)


def scribble(rng: np.random.Generator, size: int) -> np.ndarray:
    """Dark lines on paper, as writing or a screenshot has."""
    canvas = np.full((size, size, 3), rng.uniform(200, 255))
    for row in range(int(rng.integers(4, 12)), size, int(rng.integers(6, 14))):
        ink = gaussian_filter(rng.normal(size=size), rng.uniform(0.5, 3)) > 0
        canvas[row : row + rng.integers(1, 5), ink] = rng.uniform(0, 120, 3)
    return canvas


def plain(rng: np.random.Generator, size: int) -> np.ndarray:
    """A gradient between two or four colours."""
    corners = rng.uniform(0, 255, (2, 2, 3))
    along = np.linspace(0, 1, size)[:, None, None]
    left, right = (corners[0, at] * (1 - along) + corners[1, at] * along for at in (0, 1))
    across = np.linspace(0, 1, size)[None, :, None]
    return left * (1 - across) + right * across


def sound(rng: np.random.Generator) -> np.ndarray:
    """float16 [64, 256] log-mel of 4.096 s."""
    wave = rng.choice([voice, chords, hum])(rng, 65536)
    return log_mel((0.7 * wave / (np.abs(wave).max() + 1e-6) * rng.uniform(0.1, 1)).astype(np.float32)).astype(np.float16)


def voice(rng: np.random.Generator, length: int) -> np.ndarray:
    """Pulses through wandering resonances in syllables: speech without words."""
    pitch = 110 * 2 ** (rng.uniform(0, 1.3) + 0.2 * gaussian_filter(rng.normal(size=length), 3000) * 60)
    pulses = np.diff(np.floor(np.cumsum(pitch / 16000)), prepend=0) + 0.02 * rng.normal(size=length)
    out = np.zeros(length)
    for first in range(0, length, step := int(rng.uniform(1500, 4500))):
        part = pulses[first : first + step]
        for hertz in rng.uniform([250, 800, 2000], [900, 2300, 3300]):
            part = lfilter([0.05], [1, -2 * 0.97 * np.cos(2 * np.pi * hertz / 16000), 0.94], part)
        out[first : first + step] = part * np.hanning(len(part)) * (rng.random() < 0.85)
    return out


def chords(rng: np.random.Generator, length: int) -> np.ndarray:
    """Music of a kind: chords with overtones, one after another."""
    time, out = np.arange(length) / 16000, np.zeros(length)
    for start in np.arange(0, 4.0, rng.uniform(0.25, 1.0)):
        for note in rng.integers(0, 25, 3):
            held = np.clip(time - start, 0, None)
            envelope = np.exp(-held * rng.uniform(0.5, 5)) * (held > 0)
            out += envelope * sum(np.sin(2 * np.pi * 110 * 2 ** (note / 12) * k * time) / k for k in range(1, 6))
    return out


def hum(rng: np.random.Generator, length: int) -> np.ndarray:
    """Steady noise or tones, with silence in between or not."""
    noise = lfilter([1], [1, -rng.uniform(-0.9, 0.99)], rng.normal(size=length))
    tones = sum(np.sin(2 * np.pi * hertz * np.arange(length) / 16000) for hertz in rng.uniform(50, 6000, rng.integers(1, 4)))
    gate = np.repeat(rng.random(16) < rng.uniform(0.3, 1), length // 16)
    return (noise / noise.std() * rng.random() + tones * rng.random()) * gate


def view(rng: np.random.Generator) -> np.ndarray:
    """uint8 [16, 64, 64, 3]: a drift over a foreign picture."""
    wide = picture(rng, 128)
    y, x = rng.integers(0, 64, 2)
    dy, dx = rng.integers(-3, 4, 2)
    return np.stack([np.roll(wide, (dy * f, dx * f), (0, 1))[y : y + 64, x : x + 64] for f in range(16)])
