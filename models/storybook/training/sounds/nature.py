"""How tree, flower, star, fire and fountain sound: one event each."""

import numpy as np

from sounds.synthesis import Voice, add, blip, course, noise_band, ringing, samples, steady, swell, tone


def tree(voice: Voice) -> np.ndarray:
    """Leaves that rustle in three soft gusts."""
    length = samples(0.95 * voice.pace)
    leaves = noise_band(voice.rng, length, 1_500 * voice.pitch, 3_800 * voice.pitch)
    gusts = course(length, 0.05, 1, 0.15, 0.9, 0.15, 1, 0.02)
    return leaves * gusts * swell(length, 0.05, 0.15)


def flower(voice: Voice) -> np.ndarray:
    """A soft chime: three glassy notes that climb a major chord."""
    canvas = np.zeros(samples(0.92 * voice.pace))
    for beat, note in enumerate((880, 1_109, 1_319)):
        length = samples(0.6 * voice.pace)
        glass = tone(steady(length, note * voice.pitch), {1.0: 1.0, 2.76: 0.12})
        add(canvas, glass * ringing(length, 0.015, 0.12 * voice.pace), 0.2 * beat * voice.pace)
    return canvas * swell(len(canvas), 0.01, 0.15)


def star(voice: Voice) -> np.ndarray:
    """A sparkle: a dozen and a half tiny pings that run down a high scale and up again."""
    canvas = np.zeros(samples(0.95 * voice.pace))
    scale = (1, 1.125, 1.25, 1.5, 1.667, 2)
    for index, step in enumerate((5, 4, 3, 5, 2, 4, 1, 3, 0, 2, 4, 1, 3, 5, 4, 5)):
        frequency = 2_000 * scale[step] * voice.pitch
        loudness = 0.5 + 0.5 * np.sin(np.pi * (index + 1) / 17)
        ping = blip(frequency, frequency, 0.14 * voice.pace, 0.004)
        add(canvas, loudness * ping, 0.052 * index * voice.pace)
    return canvas


def fire(voice: Voice) -> np.ndarray:
    """Crackling sparks over a low breath of flame."""
    length = samples(0.95 * voice.pace)
    flame = noise_band(voice.rng, length, 110 * voice.pitch, 300 * voice.pitch) * course(length, 0.4, 1, 0.7, 1, 0.5)
    canvas = 0.16 * flame
    pattern = np.random.default_rng(5)  # the same crackle every time, so that it can be learned
    grain = samples(0.03)
    for at in np.cumsum(pattern.uniform(0.02, 0.062, 20)):
        spark = noise_band(voice.rng, grain, 900 * voice.pitch, 3_000 * voice.pitch) * ringing(grain, 0.002, 0.004)
        add(canvas, pattern.uniform(0.35, 1.0) * spark, at * voice.pace)
    return canvas * swell(length, 0.06, 0.15)


def fountain(voice: Voice) -> np.ndarray:
    """A trickle: many quick water drops over a soft splash."""
    length = samples(0.95 * voice.pace)
    canvas = 0.12 * noise_band(voice.rng, length, 900 * voice.pitch, 3_000 * voice.pitch)
    pattern = np.random.default_rng(11)  # the same drops every time, so that they can be learned
    for at in np.arange(0.0, 0.88, 0.03):
        low = voice.pitch * pattern.uniform(800, 1_700)
        add(canvas, pattern.uniform(0.4, 1.0) * blip(low, 1.35 * low, 0.06, 0.006), at * voice.pace)
    return canvas * swell(length, 0.12, 0.2)
