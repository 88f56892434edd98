"""What the place and the weather sound like: quiet beds of one clip's length, made once and rolled a little."""

from functools import cache

import numpy as np

from sounds.synthesis import add, course, noise_band, ringing, samples, steady, swell, tone

CLIP = 65_536  # samples, 4.096 s
VARIANTS = 6  # beds of each kind

# RMS of each bed; the active part of a thing has RMS 0.12, so these lie 16 to 19 dB under it, the air 45 dB.
LEVELS = {"air": 0.0007, "rain": 0.015, "snow": 0.014, "night": 0.016, "sea": 0.019, "city": 0.017}


def ambience(place: str, weather: str, rng: np.random.Generator) -> np.ndarray:
    """[CLIP] float64: the air, and over it what place and weather add."""
    wave = _draw("air", rng, CLIP)
    if place in ("night", "sea", "city"):
        wave = wave + _draw(place, rng, samples(0.05))
    if weather in ("rain", "snow"):
        wave = wave + _draw(weather, rng, CLIP if weather == "rain" else samples(0.05))
    return wave


def _draw(kind: str, rng: np.random.Generator, drift: int) -> np.ndarray:
    """One bed, moved by up to `drift` samples (beds close on themselves) and by up to 1 dB."""
    bed = _bed(kind, int(rng.integers(VARIANTS)))
    return np.roll(bed, int(rng.integers(-drift, drift + 1))) * 10 ** (rng.uniform(-1, 1) / 20)


@cache
def _bed(kind: str, variant: int) -> np.ndarray:
    rng = np.random.default_rng([list(LEVELS).index(kind), variant])
    wave = BEDS[kind](rng)
    return LEVELS[kind] * wave / np.sqrt(np.mean(wave**2))


def _air(rng: np.random.Generator) -> np.ndarray:
    return noise_band(rng, CLIP, 60, 7_000)


def _rain(rng: np.random.Generator) -> np.ndarray:
    """A steady high hiss with the patter of single drops."""
    wave = noise_band(rng, CLIP, 2_600, 7_000)
    drop = samples(0.012)
    for at in rng.integers(0, CLIP - drop, 260):
        patter = tone(steady(drop, rng.uniform(2_200, 4_500)), {1.0: 1.0}) * ringing(drop, 0.001, 0.002)
        wave[at : at + drop] += rng.uniform(1, 3) * patter
    return wave


def _snow(rng: np.random.Generator) -> np.ndarray:
    """A hush of soft wind that slowly moves between two narrow bands."""
    move = course(CLIP, 0, 1, 0)
    return noise_band(rng, CLIP, 600, 850) * (1 - 0.7 * move) + noise_band(rng, CLIP, 950, 1_300) * (0.3 + 0.7 * move)


def _night(rng: np.random.Generator) -> np.ndarray:
    """A cricket: every 0.512 s a chirp of four short pulses at 4.5 kHz."""
    wave = np.zeros(CLIP)
    pulse = samples(0.035)
    pitch = 4_500 * (1 + 0.02 * rng.uniform(-1, 1))
    for start in np.arange(8) * 0.512:
        for index in range(4):
            chirp = tone(steady(pulse, pitch), {1.0: 1.0, 1.04: 0.3}) * swell(pulse, 0.01, 0.015)
            add(wave, chirp, 0.06 + start + 0.05 * index)
    return wave


def _sea(rng: np.random.Generator) -> np.ndarray:
    """Two waves a clip: a slow rush that comes in low and runs out brighter."""
    rush = course(CLIP, 0.08, 1, 0.3, 0.08, 1, 0.3, 0.08)
    foam = course(CLIP, 0.05, 0.5, 1, 0.05, 0.5, 1, 0.05)
    return noise_band(rng, CLIP, 180, 700) * rush + 0.7 * noise_band(rng, CLIP, 900, 3_200) * foam * rush**0.3


def _city(rng: np.random.Generator) -> np.ndarray:
    """A low murmur, and far away a horn that sounds twice."""
    murmur = noise_band(rng, CLIP, 90, 330) * course(CLIP, 0.8, 1, 0.7, 1, 0.8, 1, 0.8)
    horn = samples(0.22)
    for at in (2.2, 2.5):
        honk = sum(tone(steady(horn, note), {1.0: 1.0, 2.0: 0.5, 3.0: 0.3}) for note in (392, 494))
        add(murmur, 0.8 * honk * swell(horn, 0.04, 0.06), at)
    return murmur


BEDS = {"air": _air, "rain": _rain, "snow": _snow, "night": _night, "sea": _sea, "city": _city}
