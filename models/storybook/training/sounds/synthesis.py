"""The building blocks of sound events: tones, noise bands, envelopes, grains and a short room. All mono at RATE."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import fftconvolve

RATE = 16_000  # samples a second
NYQUIST_GUARD = 7_400.0  # Hz; partials above it are left out, so nothing aliases


@dataclass(frozen=True)
class Voice:
    """How one event is spoken: `pitch` multiplies every frequency, `pace` every duration."""

    pitch: float
    pace: float
    rng: np.random.Generator


def samples(seconds: float) -> int:
    return int(round(seconds * RATE))


def tone(frequency: np.ndarray, partials: dict[float, float]) -> np.ndarray:
    """A sum of sines: `frequency` [n] in Hz is the fundamental's course, `partials` maps ratio -> amplitude."""
    phase = 2 * np.pi * np.cumsum(frequency) / RATE
    highest = float(np.max(frequency))
    heard = ((ratio, level) for ratio, level in partials.items() if ratio * highest < NYQUIST_GUARD)
    return sum((level * np.sin(ratio * phase) for ratio, level in heard), np.zeros(len(frequency)))


def harmonics(count: int, slope: float) -> dict[float, float]:
    """Whole-number partials that fall as k ** -slope."""
    return {float(k): k**-slope for k in range(1, count + 1)}


def course(length: int, *points: float) -> np.ndarray:
    """A smooth curve of `length` samples through evenly spaced points."""
    knots = np.linspace(0, len(points) - 1, length)
    left = np.minimum(knots.astype(int), len(points) - 2)
    share = 0.5 - 0.5 * np.cos(np.pi * (knots - left))
    values = np.asarray(points, dtype=float)
    return values[left] * (1 - share) + values[left + 1] * share


def steady(length: int, frequency: float) -> np.ndarray:
    return np.full(length, frequency)


def noise_band(rng: np.random.Generator, length: int, low: float, high: float) -> np.ndarray:
    """Noise between two frequencies in Hz with soft (quarter octave) edges, RMS 1, periodic in `length`."""
    frequencies = np.fft.rfftfreq(length, 1 / RATE)[1:]
    octaves = np.log2(frequencies)
    outside = np.maximum(np.log2(low) - octaves, 0) + np.maximum(octaves - np.log2(high), 0)
    # Pink inside the band: equal power per octave is softer to the ear than white noise.
    shape = np.exp(-0.5 * (outside / 0.25) ** 2) / np.sqrt(frequencies)
    spectrum = shape * (rng.standard_normal(len(frequencies)) + 1j * rng.standard_normal(len(frequencies)))
    wave = np.fft.irfft(np.concatenate([[0], spectrum]), length)
    return wave / np.sqrt(np.mean(wave**2))


def swell(length: int, attack: float, release: float) -> np.ndarray:
    """Raised-cosine attack and release in seconds, 1 between them."""
    index = np.arange(length) / RATE
    rise = np.clip(index / attack, 0, 1)
    fall = np.clip((length / RATE - index) / release, 0, 1)
    return (0.5 - 0.5 * np.cos(np.pi * rise)) * (0.5 - 0.5 * np.cos(np.pi * fall))


def ringing(length: int, attack: float, halving: float) -> np.ndarray:
    """A soft attack, then loudness that halves every `halving` seconds; ends at zero."""
    index = np.arange(length) / RATE
    return swell(length, attack, 0.02) * 0.5 ** (index / halving)


def add(canvas: np.ndarray, piece: np.ndarray, at: float) -> None:
    """Adds `piece` to `canvas` from `at` seconds on; what would stick out is cut off."""
    start = samples(at)
    stop = min(start + len(piece), len(canvas))
    if stop > start:
        canvas[start:stop] += piece[: stop - start]


def blip(low: float, high: float, seconds: float, attack: float = 0.006) -> np.ndarray:
    """A short round sine that glides from `low` to `high` Hz and dies away."""
    length = samples(seconds)
    return tone(course(length, low, high), {1.0: 1.0}) * ringing(length, attack, seconds / 4)


def room(wave: np.ndarray) -> np.ndarray:
    """The event in a small soft room: 0.2 s of synthetic reverberation, 14 dB under the direct sound."""
    wet = fftconvolve(np.pad(wave, (0, len(ECHO))), ECHO)[: len(wave) + len(ECHO)]
    wet[: len(wave)] += wave
    return wet


def _echo() -> np.ndarray:
    length = samples(0.2)
    tail = noise_band(np.random.default_rng(1), length, 200, 4_000) * ringing(length, 0.012, 0.028)
    return 0.2 * tail / np.sqrt(np.sum(tail**2))


ECHO = _echo()
