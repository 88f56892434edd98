"""Sounds from outside the world: voices, choirs, tunes over a beat, machines, sirens, weather of other places, silence with a hum."""

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import lfilter

from ambience import CLIP
from mel import RATE


def sound(rng: np.random.Generator) -> np.ndarray:
    """float32 [65536]; some are two sounds at once, many in a noisy room."""
    wave = some(rng)
    if rng.random() < 0.25:
        wave = wave + some(rng) * rng.uniform(0.1, 0.6)
    if rng.random() < 0.4:
        wave = wave + rng.normal(size=CLIP) * rng.uniform(0.001, 0.05)
    return (0.7 * wave / (np.abs(wave).max() + 1e-6) * rng.uniform(0.1, 1)).astype(np.float32)


def some(rng: np.random.Generator) -> np.ndarray:
    wave = rng.choice([voice, voice, voice, band, band, chords, hum, siren, rattle])(rng)
    return wave / (np.abs(wave).max() + 1e-6)


def wandering(rng: np.random.Generator, smooth: float) -> np.ndarray:
    """[CLIP] slow noise, mean 0, deviation 1; `smooth` in samples."""
    coarse = gaussian_filter1d(rng.normal(size=CLIP // 64), max(0.6, smooth / 64), mode="wrap")
    return np.interp(np.arange(CLIP), np.arange(CLIP // 64) * 64, coarse / coarse.std())


def voice(rng: np.random.Generator) -> np.ndarray:
    """Pulses and breath through wandering resonances, in syllables, words and pauses: speech without words, of one or several."""
    out = np.zeros(CLIP)
    for _ in range(rng.choice([1, 1, 1, 3])):
        pitch = rng.uniform(80, 280) * 2 ** (rng.uniform(0.03, 0.3) * wandering(rng, rng.uniform(1500, 6000)))
        pulses = np.diff(np.floor(np.cumsum(pitch / RATE)), prepend=0)
        breath = rng.normal(size=CLIP)
        at, pace = int(rng.uniform(0, 4000)), rng.uniform(1200, 3800)
        while at < CLIP - 400:
            long = int(pace * rng.uniform(0.5, 1.6))
            part, whole = pulses[at : at + long] + 0.03 * breath[at : at + long], None
            for hertz in rng.uniform([250, 700, 2000], [900, 2400, 3400]):
                wide = 1 - np.pi * rng.uniform(60, 160) / RATE
                heard = lfilter([1 - wide], [1, -2 * wide * np.cos(2 * np.pi * hertz / RATE), wide**2], part)
                whole = heard if whole is None else whole + heard * rng.uniform(0.2, 0.9)
            out[at : at + long] += whole * np.hanning(len(whole)) ** 0.5 * rng.uniform(0.4, 1)
            if rng.random() < 0.45:  # a consonant
                hiss = lfilter([1, -rng.uniform(0.3, 0.98)], [1], breath[at : at + int(rng.uniform(300, 1600))])
                out[at : at + len(hiss)] += hiss * np.hanning(len(hiss)) * rng.uniform(0.02, 0.2)
            at += long + int(rng.uniform(0, 600)) + (int(rng.uniform(2000, 9000)) if rng.random() < 0.15 else 0)
    return out


def note(rng: np.random.Generator, hertz: float, timbre: np.ndarray, fades: float, length: int) -> np.ndarray:
    time = np.arange(length) / RATE
    trill = 1 + 0.006 * np.sin(2 * np.pi * 5.5 * time) * (fades < 1.5)
    wave = sum(loud * np.sin(2 * np.pi * hertz * k * time * trill) for k, loud in enumerate(timbre, 1) if hertz * k < RATE / 2)
    return wave * np.exp(-time * fades) * np.minimum(1, time * 60) * np.minimum(1, (time[-1] - time) * 60)


def band(rng: np.random.Generator) -> np.ndarray:
    """A tune on a scale, perhaps a bass and a beat under it, at one tempo."""
    out, beat = np.zeros(CLIP), RATE * rng.uniform(0.18, 0.6)
    scale, root = np.array(rng.choice([[0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10], [0, 2, 4, 7, 9, 12, 14]])), rng.uniform(110, 300)
    timbre, fades = rng.random(6) / np.arange(1, 7) ** rng.uniform(0.3, 1.5), rng.uniform(0.3, 6)
    with_bass, with_beat, with_chords, degree = rng.random(4) < (0.6, 0.6, 0.4, 0)
    degree = 3
    for step, start in enumerate(np.arange(0, CLIP - beat, beat).astype(int)):
        length = min(CLIP - start, int(beat * rng.choice([0.5, 1, 1, 2])))
        if rng.random() < 0.8:
            degree = int(np.clip(degree + rng.integers(-2, 3), 0, 6))
            out[start : start + length] += note(rng, root * 2 ** (scale[degree] / 12) * 2, timbre, fades, length)
        if with_bass and step % 2 == 0:
            out[start : start + length] += 0.8 * note(rng, root / 2 * 2 ** (scale[rng.choice([0, 3, 4])] / 12), timbre[:3], 2, length)
        if with_chords and step % 4 == 0:
            for third in (0, 2, 4):
                out[start : start + length] += 0.4 * note(rng, root * 2 ** (scale[third] / 12), timbre, 1, length)
        if with_beat:
            hit = rng.normal(size=min(2500, CLIP - start)) if step % 2 else np.sin(np.cumsum(np.linspace(0.06, 0.02, min(2500, CLIP - start))))
            out[start : start + len(hit)] += hit * np.exp(-np.arange(len(hit)) / rng.uniform(200, 700)) * rng.uniform(0.3, 1)
    return out


def chords(rng: np.random.Generator) -> np.ndarray:
    """Chords with overtones, one after another or swelling as of a choir or an organ."""
    out, swelling = np.zeros(CLIP), rng.random() < 0.4
    timbre = 1 / np.arange(1, 7) ** rng.uniform(0.5, 2)
    for start in np.arange(0, CLIP - 2000, rng.uniform(0.25, 1.4) * RATE).astype(int):
        length = min(CLIP - start, int(rng.uniform(0.4, 2.5) * RATE))
        for semitone in rng.integers(0, 25, rng.integers(2, 5)):
            tone = note(rng, 110 * 2 ** (semitone / 12), timbre, 0.2 if swelling else rng.uniform(0.5, 5), length)
            out[start : start + length] += tone * (np.hanning(length) if swelling else 1)
    return out


def hum(rng: np.random.Generator) -> np.ndarray:
    """Steady noise or tones, with silence in between or not."""
    noise = lfilter([1], [1, -rng.uniform(-0.9, 0.99)], rng.normal(size=CLIP))
    tones = sum(np.sin(2 * np.pi * hertz * np.arange(CLIP) / RATE) for hertz in rng.uniform(50, 6000, rng.integers(1, 4)))
    gate = np.repeat(rng.random(16) < rng.uniform(0.3, 1), CLIP // 16)
    return (noise / noise.std() * rng.random() + tones * rng.random()) * (gate if rng.random() < 0.5 else 1 + 0.5 * wandering(rng, 8000))


def siren(rng: np.random.Generator) -> np.ndarray:
    """A tone that goes up and down, as of alarms, whistles and machines that turn."""
    swing = np.sin(2 * np.pi * rng.uniform(0.2, 8) * np.arange(CLIP) / RATE) if rng.random() < 0.6 else wandering(rng, rng.uniform(500, 9000))
    phase = np.cumsum(2 * np.pi * rng.uniform(150, 2500) * 2 ** (swing * rng.uniform(0.1, 1)) / RATE)
    return sum(np.sin(phase * k) / k ** rng.uniform(0.5, 2) for k in range(1, int(rng.integers(2, 7))))


def rattle(rng: np.random.Generator) -> np.ndarray:
    """Short knocks and scrapes without order: typing, dishes, steps on gravel, applause."""
    out, count = np.zeros(CLIP), int(rng.choice([8, 25, 80, 250]))
    for start in rng.integers(0, CLIP - 4000, count):
        length = int(rng.uniform(80, 2500))
        ring = np.sin(2 * np.pi * rng.uniform(300, 5000) * np.arange(length) / RATE) * rng.random() + rng.normal(size=length) * rng.random()
        out[start : start + length] += ring * np.exp(-np.arange(length) / (length * rng.uniform(0.05, 0.4))) * rng.uniform(0.2, 1)
    return out
