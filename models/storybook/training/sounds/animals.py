"""How cat, dog, bird, fish, frog and bee sound: one event each."""

import numpy as np

from sounds.synthesis import NYQUIST_GUARD, RATE, Voice, add, blip, course, harmonics, noise_band
from sounds.synthesis import ringing, samples, steady, swell, tone


def cat(voice: Voice) -> np.ndarray:
    """Mee-ow: the voice rises and falls while the mouth opens and closes."""
    length = samples(0.85 * voice.pace)
    glottis = 430 * voice.pitch * course(length, 0.85, 1.2, 1.25, 1.05, 0.8)
    first = voice.pitch * course(length, 500, 900, 1_300, 1_000, 600)
    second = voice.pitch * course(length, 2_400, 2_500, 2_000, 1_500, 1_100)
    return _throat(glottis, ((first, 350.0, 1.0), (second, 450.0, 0.5))) * swell(length, 0.1, 0.25)


def dog(voice: Voice) -> np.ndarray:
    """Two barks: woof, woof."""
    canvas = np.zeros(samples(0.8 * voice.pace))
    length = samples(0.24 * voice.pace)
    glottis = 270 * voice.pitch * course(length, 0.8, 1.25, 0.95, 0.6)
    mouth = voice.pitch * course(length, 500, 950, 700, 400)
    bark = _throat(glottis, ((mouth, 380.0, 1.0), (2.2 * mouth, 400.0, 0.35)))
    for beat in range(2):
        breath = 0.12 * noise_band(voice.rng, length, 500 * voice.pitch, 2_000 * voice.pitch)
        add(canvas, (bark + breath) * swell(length, 0.018, 0.13 * voice.pace), 0.4 * beat * voice.pace)
    return canvas


def _throat(glottis: np.ndarray, formants: tuple[tuple[np.ndarray, float, float], ...]) -> np.ndarray:
    """Harmonics of `glottis` [n] shaped by moving formants (centre [n] in Hz, width in Hz, level)."""
    phase = 2 * np.pi * np.cumsum(glottis) / RATE
    wave = np.zeros(len(glottis))
    for k in range(1, int(NYQUIST_GUARD / np.max(glottis)) + 1):
        loudness = 0.08 / k + sum(level * np.exp(-(((k * glottis - at) / width) ** 2)) for at, width, level in formants)
        wave += loudness * np.sin(k * phase)
    return wave


def bird(voice: Voice) -> np.ndarray:
    """Four quick chirps, up, up, up and down."""
    canvas = np.zeros(samples(0.8 * voice.pace))
    for beat, (low, high) in enumerate(((2_100, 2_800), (2_100, 2_800), (2_300, 3_100), (3_100, 2_200))):
        length = samples(0.13 * voice.pace)
        chirp = tone(voice.pitch * course(length, low, high, 0.93 * high), {1.0: 1.0})
        add(canvas, chirp * swell(length, 0.025, 0.06), 0.19 * beat * voice.pace)
    return canvas


def fish(voice: Voice) -> np.ndarray:
    """Bubbles: seven round blips that rise in pitch, bunched in twos and threes."""
    canvas = np.zeros(samples(0.95 * voice.pace))
    for at, start in ((0, 1), (0.1, 1.25), (0.27, 0.9), (0.37, 1.15), (0.46, 1.4), (0.64, 1), (0.74, 1.3)):
        low = 330 * start * voice.pitch * (1 + 0.02 * voice.rng.uniform(-1, 1))
        add(canvas, blip(low, 2.1 * low, 0.12 * voice.pace, 0.012), at * voice.pace)
    return canvas


def frog(voice: Voice) -> np.ndarray:
    """Rib-bit: a short and a longer croak, each a rattle of damped pulses."""
    canvas = np.zeros(samples(0.85 * voice.pace))
    pulse = tone(steady(samples(0.03), 560 * voice.pitch), {1.0: 1.0, 2.1: 0.5, 3.3: 0.15})
    pulse *= ringing(len(pulse), 0.003, 0.005)
    for at, pulses, level in ((0.0, 7, 0.8), (0.36, 14, 1.0)):
        for index in range(pulses):
            shape = np.sin(np.pi * (index + 1) / (pulses + 1)) ** 0.5
            add(canvas, level * shape * pulse, (at + 0.027 * index) * voice.pace)
    return canvas


def bee(voice: Voice) -> np.ndarray:
    """A buzz that wanders up and down around its note."""
    length = samples(0.95 * voice.pace)
    wander = course(length, 0.97, 1.05, 0.98, 1.08, 1.0, 1.06, 0.96)
    flutter = 0.75 + 0.25 * tone(steady(length, 27 / voice.pace), {1.0: 1.0})
    return tone(235 * voice.pitch * wander, harmonics(16, 0.75)) * flutter * swell(length, 0.15, 0.2)
