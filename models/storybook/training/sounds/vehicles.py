"""How boat, car, train, rocket and plane sound: one event each."""

import numpy as np

from sounds.synthesis import Voice, add, course, harmonics, noise_band, ringing, samples, steady, swell, tone


def boat(voice: Voice) -> np.ndarray:
    """A fog horn: two low, slightly detuned notes that swell together."""
    length = samples(0.92 * voice.pace)
    rise = course(length, 0.96, 1, 1, 1, 0.98)
    partials = harmonics(9, 0.8)
    horn = tone(165 * voice.pitch * rise, partials) + 0.7 * tone(165 * 1.498 * voice.pitch * rise, partials)
    return horn * swell(length, 0.12, 0.2)


def car(voice: Voice) -> np.ndarray:
    """An engine that revs up, changes gear and revs again."""
    length = samples(0.92 * voice.pace)
    rev = 78 * voice.pitch * course(length, 0.8, 1.25, 1.6, 1.05, 1.3, 1.5)
    engine = tone(rev, harmonics(24, 0.75))
    chug = 0.65 + 0.35 * tone(rev / 4, {1.0: 1.0})
    return engine * chug * swell(length, 0.06, 0.15)


def train(voice: Voice) -> np.ndarray:
    """Three chuffs of steam, then a three-note whistle."""
    canvas = np.zeros(samples(0.95 * voice.pace))
    for beat in range(3):
        length = samples(0.13)
        chuff = noise_band(voice.rng, length, 350 * voice.pitch, 1_600 * voice.pitch)
        add(canvas, 0.9 * chuff * ringing(length, 0.012, 0.035), 0.15 * beat * voice.pace)
    length = samples(0.48 * voice.pace)
    bend = course(length, 0.95, 1, 1, 0.97)
    whistle = sum(tone(voice.pitch * note * bend, {1.0: 1.0, 2.0: 0.25}) for note in (587, 740, 880))
    add(canvas, 0.6 * whistle * swell(length, 0.05, 0.14), 0.46 * voice.pace)
    return canvas


def rocket(voice: Voice) -> np.ndarray:
    """A deep roar that opens up and fades."""
    length = samples(0.95 * voice.pace)
    rumble = noise_band(voice.rng, length, 60 * voice.pitch, 420 * voice.pitch)
    hiss = noise_band(voice.rng, length, 420 * voice.pitch, 1_500 * voice.pitch)
    return (rumble + 0.55 * hiss * course(length, 0.1, 0.6, 1, 0.6)) * swell(length, 0.3, 0.3)


def plane(voice: Voice) -> np.ndarray:
    """A propeller's steady drone, beating, a little lower as it passes."""
    length = samples(0.95 * voice.pace)
    passing = course(length, 1.05, 1.04, 0.96, 0.95)
    drone = sum(tone(detune * 128 * voice.pitch * passing, harmonics(12, 1.1)) for detune in (1.0, 1.5))
    beating = 0.6 + 0.4 * tone(steady(length, 13 / voice.pace), {1.0: 1.0})
    return drone * beating * swell(length, 0.2, 0.3)
